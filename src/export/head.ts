import { safe } from '../text/safe.ts';
import { type Exported, instanceNameOf } from './exported.ts';

/** What the head of a file is about. */
type Headed = Pick<Exported, 'cloud' | 'version' | 'planId' | 'about'>;

/** The same for anything that has a title: "3 Azure Digital Twins instances". */
export function headOf(
  title: string,
  { cloud, version, planId, about }: Headed,
  more: readonly string[] = [],
): readonly string[] {
  const plan = planId === undefined ? '' : `, plan ${planId}`;
  const practice =
    cloud === 'sandbox'
      ? ['This was practice: the subscription and all in it are in the sandbox of one computer, and nothing in Azure.']
      : [];
  return [`${title}: adt-setup ${version}${plan}.`, ...practice, ...about, ...more].map((line) => safe(line));
}

/**
 * The first lines of a file, without the signs of a comment: what it is, of which version and plan, and what was looked at. No
 * time: the same set-up gives the same bytes.
 */
export function headLines(exported: Exported, more: readonly string[] = []): readonly string[] {
  return headOf(`Azure Digital Twins instance ${instanceNameOf(exported)}`, exported, more);
}

/** Lines as comments. */
export function comments(sign: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? sign : `${sign} ${line}`));
}
