import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyProxy, keptIn, leaks, strays } from './aftermath.ts';
import type { KillPoint } from './kill-points.ts';
import { endedAt, pointsOf } from './kills.ts';
import { randomFrom } from './random.ts';
import { type Count, counting } from './report.ts';
import { prepareStages, type Stage, type Stages, start } from './stages.ts';

/** Five rows: some share a group, some a region. */
const sites = [
  'name,resourceGroup,location',
  'site-1,rg-north,northeurope',
  'site-2,rg-north,westeurope',
  'site-3,rg-west,westeurope',
  'site-4,rg-south,uksouth',
  'site-5,rg-south,eastus',
];

const argv = ['--sandbox=owner', '--answers', 'sites.csv', '--engine', 'arm'];

async function stageWithList(stages: Stages, proxy: string): Promise<Stage> {
  const set = await stages.open('owner', proxy);
  writeFileSync(join(set.home.folder, 'sites.csv'), `${sites.join('\n')}\n`);
  return set;
}

/** What there must be of each kind in the end, beyond what was there before. */
const expected = { groups: 3, instances: 5, assignments: 5 } as const;

const is = (what: string, found: unknown, wanted: unknown): readonly string[] =>
  found === wanted ? [] : [`${what}: ${String(found)} instead of ${String(wanted)}`];

interface Deployments {
  readonly deployments: Readonly<Record<string, { readonly name: string; readonly group?: string }>>;
}

/** Exactly the things of the list were made, once each, by as few deployments as had to be sent. */
function worldWrong(before: ReturnType<typeof keptIn>, after: ReturnType<typeof keptIn>): readonly string[] {
  const { deployments } = after as unknown as Deployments;
  const ours = Object.values(deployments).filter(
    ({ name, group }) => group === undefined && name.startsWith('adt-setup-'),
  );
  return (['groups', 'instances', 'assignments'] as const)
    .flatMap((kind) => {
      const fresh = Object.keys(after[kind]).filter((key) => !(key in before[kind]));
      const touched = Object.entries(before[kind]).filter(
        ([key, value]) => JSON.stringify(value) !== JSON.stringify(after[kind][key]),
      );
      return [
        ...is(`new ${kind}`, fresh.length, expected[kind]),
        ...touched.map(([key]) => `${kind}: ${key} was changed`),
      ];
    })
    .concat(is('deployments', ours.length, 1));
}

/** Everything is remembered as made by the list, once. */
function recordWrong({ home }: Stage): readonly string[] {
  const rows = home.saved().flatMap((each) => each.rows ?? []);
  const made = rows.flatMap((row) => row.made);
  const count = (kind: string): number => made.filter((each) => each.kind === kind).length;
  return [
    ...is('saved lists', home.saved().length, 1),
    ...is('rows', rows.length, 5),
    ...is('groups of ours', count('group'), expected.groups),
    ...is('instances of ours', count('instance'), expected.instances),
    ...is('assignments of ours', count('assignment'), expected.assignments),
    ...rows.flatMap((row) => [
      ...is('under way', row.making, null),
      ...is('in a deployment', row.deploying, undefined),
    ]),
  ];
}

async function trialOf(stages: Stages, point: KillPoint, proxy: string): Promise<readonly string[]> {
  const set = await stageWithList(stages, proxy);
  const { home, sandbox } = set;
  const log = join(home.folder, 'traffic.ndjson');
  try {
    const before = keptIn(home.world, 'owner');
    const first = await endedAt(point, argv, set);
    const second = await start(set, argv).ended;
    const document = (second.stdout === '' ? {} : JSON.parse(second.stdout)) as { readonly outcome?: string };
    return [
      ...is('second exit code', second.code, 0),
      ...is('outcome', document.outcome, 'ready'),
      ...worldWrong(before, keptIn(home.world, 'owner')),
      ...recordWrong(set),
      ...leaks(home.folder, home.world, first.stdout, first.stderr, second.stdout, second.stderr),
      ...strays(readFileSync(log, 'utf8'), sandbox.origin),
    ];
  } finally {
    await set.close();
  }
}

/** A list that is deployed, ended at every request and state write, then carried on: five of everything, and one deployment. */
export async function deployed(seed: number, most: number | undefined): Promise<Count> {
  const { trial, count } = counting('lists that are deployed, ended at requests and state writes, then carried on');
  const random = randomFrom(seed);
  const proxy = await emptyProxy();
  const stages = await prepareStages();
  const points = await pointsOf(await stageWithList(stages, proxy.url), argv);
  const ordered = points.map((point) => ({ point, order: random() })).sort((one, other) => one.order - other.order);
  const chosen = ordered.slice(0, most);
  const worker = async (): Promise<void> => {
    for (let next = chosen.pop(); next !== undefined; next = chosen.pop()) {
      const { point } = next;
      const where = `${point.signal} at ${point.where} ${point.nth}`;
      const wrong = await trialOf(stages, point, proxy.url).catch((error: unknown) => [String(error)]);
      trial(wrong.map((each) => `${where}: ${each}`));
    }
  };
  await Promise.all([worker(), worker()]);
  stages.remove();
  await proxy.close();
  const { what, ...rest } = count();
  return { what: `${what} (of ${points.length} points)`, ...rest };
}
