import { safe } from '../text/safe.ts';
import { type Exported, instanceNameOf } from './exported.ts';

/**
 * The first lines of a file, without the signs of a comment: what it is, of which version and plan, and what was looked at. No
 * time: the same set-up gives the same bytes.
 */
export function headLines(exported: Exported, more: readonly string[] = []): readonly string[] {
  const { version, planId, about } = exported;
  const plan = planId === undefined ? '' : `, plan ${planId}`;
  const practice =
    exported.cloud === 'sandbox'
      ? ['This was practice: the subscription and all in it are in the sandbox of one computer, and nothing in Azure.']
      : [];
  return [
    `Azure Digital Twins instance ${instanceNameOf(exported)}: adt-setup ${version}${plan}.`,
    ...practice,
    ...about,
    ...more,
  ].map((line) => safe(line));
}

/** Lines as comments. */
export function comments(sign: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? sign : `${sign} ${line}`));
}
