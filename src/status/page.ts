import { scopeName } from '../domain/names.ts';
import { calledList, candidatesOf } from '../saved/choose-many.ts';
import { called, type Listed } from '../saved/list.ts';
import { hang, pad } from '../terminal/layout.ts';
import type { Style } from '../terminal/style.ts';
import { safe } from '../text/safe.ts';
import { ago } from '../wizard/saved/words.ts';
import type { Holder } from './access.ts';
import type { Seen } from './look.ts';
import type { Report } from './report.ts';

/** What parts are called. */
export const titles = {
  registration: 'Service',
  group: 'Resource group',
  instance: 'Instance',
  assignment: 'Access',
  other: 'Other',
};

/** What verdicts are called. */
export const words = { 'as-made': 'as made', changed: 'changed', gone: 'gone', unknown: 'could not look' };

const properties: Readonly<Record<string, string>> = {
  location: 'region',
  publicNetworkAccess: 'public network access',
  provisioningState: 'state',
  registrationState: 'state',
};

/** What people have room for; the JSON document has them all. */
const mostHolders = 4;

/** "tag costCenter: 42, was 17". */
export function differenceText({ differences }: Seen): string {
  return differences
    .map(({ property, asked, now }) => `${properties[property] ?? property}: ${now ?? 'missing'}, was ${asked}`)
    .join('; ');
}

function verdictText(seen: Seen): string {
  const { part, verdict, reason } = seen;
  // Why, stands below, once for all that could not be looked at for the same reason.
  if (verdict === 'unknown') return words.unknown;
  if (part.kind === 'registration' && verdict === 'as-made') return 'switched on';
  const is = verdict === 'as-made' && part.made === undefined ? 'there, as it was found' : words[verdict];
  return [is, differenceText(seen), reason].filter((each) => each !== undefined && each !== '').join('     ');
}

/** Why things could not be looked at, each reason once. */
export function whys({ resources, blind }: Report): readonly string[] {
  if (blind !== undefined) return [`${blind.message} ${blind.suggestion}`];
  const unseen = resources.filter(({ verdict }) => verdict === 'unknown');
  const said = unseen.map(({ reason = '', help = '' }) => `${reason} ${help}`.trim());
  return [...new Set(said)].map((why) => {
    const which = unseen.filter((_, at) => said[at] === why).map(({ part }) => titles[part.kind]);
    return `${which.join(', ')}: ${why}`;
  });
}

/** Where the directory names nobody at all, it may not be read: then it isn't known who is deleted. */
function nameless(access: readonly Holder[]): string {
  return access.some(({ name }) => name !== undefined) ? 'a deleted account' : 'an account without a name';
}

function holderText(
  { name, principalId, role, scope }: Holder,
  otherwise: string,
  instanceId: string | undefined,
): string {
  const who = name ?? `${otherwise} (${principalId})`;
  const short = role.replace('Azure Digital Twins ', '');
  const from = scope.toLowerCase() === instanceId?.toLowerCase() ? '' : `, from ${scopeName(scope)}`;
  return `${who}, ${short}${from}`;
}

const endpoints = {
  answers: 'answers',
  refused: 'refuses this account: it has no data role here, or the role has not spread yet',
  unreachable: "can't be reached from here",
  unknown: 'not looked at',
};

/** One set-up in detail; the values stand there whatever the look has found. */
export function reportPage(report: Report, style: Style, width: number, now: Date): readonly string[] {
  const { set, resources, access, hostName, resourceId, blind } = report;
  const row = (title: string, text: string): readonly string[] => hang(`  ${pad(title, 16)}`, safe(text), width);
  const where = [report.region, report.resourceGroup, report.subscriptionName ?? report.subscriptionId];
  const head = `${style.bold(safe(set.name ?? set.group ?? ''))}  ${where.filter(Boolean).map(String).map(safe).join(', ')}`;
  const otherwise = nameless(access ?? []);
  const holders = (access ?? []).map((each) => holderText(each, otherwise, resourceId));
  const shown = holders.slice(0, mostHolders);
  const more = holders.length - shown.length;
  const values = [
    ['hostName', hostName],
    ['name', set.name],
    ['resourceGroup', report.resourceGroup],
  ] as const;
  return [
    ...hang('', `${head}, ${stateOf(set, now)}`, width),
    '',
    ...resources.flatMap((seen) => row(titles[seen.part.kind], verdictText(seen))),
    ...(access === undefined && blind === undefined ? row('Who has access', 'could not be read') : []),
    ...shown.flatMap((text, at) => row(at === 0 ? 'Who has access' : '', text)),
    ...(more > 0 ? row('', `${more} more`) : []),
    ...(hostName === undefined || blind !== undefined ? [] : row('Endpoint', endpoints[report.endpoint])),
    ...whys(report).flatMap((why) => ['', ...hang(`  ${style.mark.note} `, safe(why), width)]),
    '',
    ...values.flatMap(([label, value]) => (value === undefined ? [] : row(label, value))),
  ];
}

/** "set up yesterday 18:09", "unfinished: adt-setup carries it on". */
export function stateOf({ progress, holder, record }: Listed, now: Date): string {
  const when = ago(new Date(record.updatedAt), now);
  switch (progress) {
    case 'finished':
      return `set up ${when}`;
    case 'undone':
      return `taken back ${when}`;
    case 'running':
      return `being worked on right now, by process ${holder?.pid ?? '?'} on this computer, begun ${ago(new Date(holder?.since ?? record.updatedAt), now)}`;
    case 'unfinished':
      return record.undo === null ? `unfinished, last ${when}` : `being taken back, stopped ${when}`;
  }
}

/** "2 finished, 1 unfinished". */
function countedStates(rows: readonly Listed[]): string {
  const all = [...new Set(rows.map(({ progress }) => progress))];
  return all.map((each) => `${rows.filter(({ progress }) => progress === each).length} ${each}`).join(', ');
}

/** What is saved, one line each, the newest first; a list is one. */
export function listPage(all: readonly Listed[], style: Style, width: number, now: Date): readonly string[] {
  if (all.length === 0) return ['No set-up is saved on this computer.'];
  return candidatesOf(all, {}).flatMap(({ rows, list }) => {
    const [each] = rows;
    const practice = each.practice ? 'practice: ' : '';
    const name = list === undefined ? called(each, all) : calledList(rows);
    const state =
      list === undefined
        ? stateOf(each, now)
        : `${countedStates(rows)}, last ${ago(new Date(each.record.updatedAt), now)}`;
    const where = list === undefined ? [each.group, each.subscription].filter(Boolean).join(', ') : each.file;
    return [
      ...hang('', `${practice}${style.bold(safe(name))}  ${safe(state)}`, width),
      ...(where === '' ? [] : hang('    ', safe(where), width).map(style.dim)),
    ];
  });
}

/** The others that are saved, in one sentence. */
export function othersLine(all: readonly Listed[], set: Listed, width: number): readonly string[] {
  const others = all.filter(({ file, progress }) => file !== set.file && progress !== 'undone');
  if (others.length === 0) return [];
  const names = candidatesOf(others, {}).map(({ rows, list }) => {
    const [each] = rows;
    const name = list === undefined ? called(each, all) : calledList(rows);
    const state = list !== undefined || each.progress === 'finished' ? '' : ` (${each.progress})`;
    return `${each.practice ? 'practice: ' : ''}${name}${state}`;
  });
  return hang('', `Also saved: ${safe(names.join(', '))}`, width);
}
