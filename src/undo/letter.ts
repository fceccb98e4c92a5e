import { scopeName } from '../domain/names.ts';
import type { Azure } from '../port/azure.ts';
import { whichRoles, whoCan } from '../rights/who-can.ts';
import { inMarkdown } from '../text/markdown.ts';
import { commandLine } from '../text/shell.ts';
import type { Missing } from './plan.ts';

/** Who takes something back, and where. */
interface Sender {
  readonly name: string;
  readonly subscription: { readonly id: string; readonly name: string };
  /** What continues when it is done. */
  readonly command: string;
}

/** A letter to somebody who may delete what this account may not: what, why, and the commands; and who that is. */
export async function letterFor(
  azure: Azure,
  missing: readonly Missing[],
  { name, subscription, command }: Sender,
): Promise<{ readonly text: string; readonly people: readonly string[] }> {
  const me = await azure.me(subscription.id);
  const wanted = missing.map(({ action }) => action);
  const scope = missing[0]?.entry.thing.id ?? `/subscriptions/${subscription.id}`;
  const people = await whoCan(azure, subscription.id, scope, me.id, [wanted]);
  const lines = missing.flatMap(({ entry: { removal } }) => (removal.kind === 'remove' ? removal.az : []));
  const whys = missing.map(
    ({ entry, action }) => `- ${entry.title}: ${scopeName(entry.thing.id, subscription.name)} (needs ${action})`,
  );
  const text = [
    '# Please help to remove an Azure Digital Twins set-up',
    `${inMarkdown(name)} takes back what a set-up has made. This takes more rights than this account has:`,
    whys.map(inMarkdown).join('\n'),
    'With the Azure CLI:',
    ['```sh', ...lines.map(commandLine), '```'].join('\n'),
    'Look first that nothing else that is needed is in it: what is deleted is not brought back.',
    people.length > 0
      ? `Who can do it, as far as Azure tells: ${people.map(inMarkdown).join(', ')}.`
      : `Who can do it: ${inMarkdown(whichRoles(wanted, subscription.name))}.`,
    `When it is done, ${inMarkdown(name)} runs \`${command}\` again.`,
  ].join('\n\n');
  return { text: `${text}\n`, people };
}
