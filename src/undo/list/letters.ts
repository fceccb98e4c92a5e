import type { Azure } from '../../port/azure.ts';
import { writeHandOver } from '../../wizard/hand-over.ts';
import { letterFor } from '../letter.ts';
import type { PlannedRow } from './row.ts';

interface Around {
  readonly command: string;
  /** Told who could do it. */
  readonly helpers: string[];
  readonly folders: readonly string[];
}

/** Writes down what somebody else has to remove, of each subscription apart; gives the file. */
export async function lettersFor(
  azure: Azure,
  rows: readonly PlannedRow[],
  { command, helpers, folders }: Around,
): Promise<string> {
  const bySubscription = new Map<string, PlannedRow[]>();
  for (const row of rows) {
    const id = row.subscription?.id ?? '';
    bySubscription.set(id, [...(bySubscription.get(id) ?? []), row]);
  }
  const texts: string[] = [];
  for (const those of bySubscription.values()) {
    const [first] = those;
    if (first?.subscription === undefined) continue;
    const name = first.plan.account?.name ?? 'Somebody';
    const missing = those.flatMap(({ plan }) => plan.missing);
    const { text, people } = await letterFor(azure, missing, { name, subscription: first.subscription, command });
    texts.push(text);
    helpers.push(...people.filter((each) => !helpers.includes(each)));
  }
  return writeHandOver(texts.join('\n'), 'undo-list', folders);
}
