import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox, type TrafficEntry } from '../../src/sandbox/server.ts';
import { accessToken, clientOf } from '../sandbox/client.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type BicepEngine, bicepEngine } from '../support/judges/bicep-engine.ts';
import { type AzHome, azHome } from '../support/judges/real-az.ts';
import { describeWith } from '../support/judges/tools.ts';
import { type Home, newHome } from '../support/places.ts';

/** Each start of az takes a second, and many where a machine is busy. */
const patience = 1_800_000;

interface Change {
  readonly changeType: string;
  readonly resourceId: string;
}

interface Deployed {
  readonly properties: {
    readonly provisioningState: string;
    readonly outputResources: readonly { readonly id: string }[];
    readonly outputs: { readonly sites: { readonly value: readonly { readonly name: string; hostName: string }[] } };
  };
}

const sorted = (ids: readonly string[]): readonly string[] => ids.map((id) => id.toLowerCase()).sort();

/** Three sites in two groups, one of them closed to public networks, with an identity of its own. */
const sites = (prefix: string): string =>
  [
    'name,resourceGroup,location,publicNetworkAccess,identity,tags',
    `${prefix}-one,rg-${prefix}-a,westeurope,,,team=a`,
    `${prefix}-two,rg-${prefix}-a,uksouth,disabled,system,team=[b]`,
    `${prefix}-three,rg-${prefix}-b,westeurope,,,`,
    '',
  ].join('\n');

describeWith(['az', 'bicep'], 'an exported list, deployed by the real az', (tools) => {
  let home: Home;
  let sandbox: StartedSandbox;
  let mine: AzHome;
  let engine: BicepEngine;
  const log: TrafficEntry[] = [];

  const run = (...argv: readonly string[]): Promise<InProcess> => runInProcess(argv, home.environment);
  /** What has been made is looked at without az: it is what az does that is judged here. */
  async function ask<T>(method: string, id: string, body?: object): Promise<T> {
    const version = /digitalTwinsInstances/.test(id) ? '2023-01-31' : '2021-04-01';
    const headers = { authorization: `Bearer ${await accessToken(sandbox)}` };
    const client = clientOf(sandbox);
    const { status, text } = await client.ask(method, `${id}?api-version=${version}`, { headers, body });
    client.close();
    if (status >= 300) throw new Error(`${method} ${id} was answered with ${status}: ${text}`);
    return JSON.parse(text) as T;
  }
  const az = async <T>(...words: string[]): Promise<T> => JSON.parse(await mine.az(...words, '--output', 'json')) as T;
  const list = (prefix: string, ...argv: readonly string[]): Promise<InProcess> => {
    const file = join(home.folder, `${prefix}.csv`);
    writeFileSync(file, sites(prefix));
    return run('--sandbox', '--answers', file, '--json', ...argv);
  };
  /** What was sent that makes or changes something, apart from what az sends of the deployment. */
  const puts = (): readonly string[] => log.splice(0).flatMap(({ method, url }) => (method === 'PUT' ? [url] : []));

  /** Exports the list that has these instances, and gives the arguments that deploy it, and what Bicep foresees. */
  async function exported(
    format: 'arm' | 'bicep',
    prefix: string,
  ): Promise<{ words: string[]; ids: readonly string[] }> {
    const folder = join(home.folder, `${prefix}-${format}`);
    mkdirSync(folder, { recursive: true });
    const out = format === 'arm' ? join(folder, 'main.json') : folder;
    const state = home.saved().find(({ rows }) => JSON.stringify(rows).includes(`${prefix}-one`))?.id ?? '';
    const argv = ['--format', format, '--out', out, '--force', '--state', join(home.setups, `${state}.json`)];
    const ended = await run('export', '--sandbox', ...argv);
    expect({ code: ended.code, said: ended.stderr }).toMatchObject({ code: 0 });
    const parameters = join(folder, 'main.bicepparam');
    if (format === 'arm') writeFileSync(parameters, "using 'main.json'\n");
    const ids = (await engine.snapshot(parameters, sandbox.subscriptionId, 'westeurope')).map(({ id }) => id);
    const head = readFileSync(join(folder, format === 'arm' ? 'main.json' : 'main.bicep'), 'utf8');
    const name = /--name (\S+) --location westeurope/.exec(head)?.[1] ?? '';
    const base = ['--name', name, '--location', 'westeurope', '--template-file'];
    if (format === 'arm') return { words: [...base, out], ids };
    const main = (await engine.compile(join(folder, 'main.bicep'))) as unknown as { contents: string };
    writeFileSync(join(folder, 'built.json'), main.contents);
    writeFileSync(join(folder, 'values.json'), await engine.parameters(parameters));
    return { words: [...base, join(folder, 'built.json'), '--parameters', `@${join(folder, 'values.json')}`], ids };
  }

  async function changes(words: readonly string[]): Promise<readonly Change[]> {
    const { changes: all } = await az<{ changes: readonly Change[] }>(
      ...['deployment', 'sub', 'what-if', ...words, '--no-pretty-print'],
    );
    return all.filter(({ changeType }) => changeType !== 'Ignore');
  }

  const expectNothing = async (words: readonly string[], ids: readonly string[]): Promise<void> => {
    const foreseen = await changes(words);
    expect(foreseen.map(({ changeType, resourceId }) => [changeType, resourceId.toLowerCase()]).sort()).toEqual(
      sorted(ids).map((id) => ['NoChange', id]),
    );
  };

  beforeAll(async () => {
    home = newHome();
    const settings = { registrationSeconds: 0, creationSeconds: 0, roleSpreadSeconds: 0 };
    sandbox = await startSandbox({
      dataDirectory: home.world,
      scenario: 'owner',
      settings,
      log: (entry) => log.push(entry),
    });
    mine = await azHome(sandbox);
    await mine.signIn();
    engine = bicepEngine(tools.bicep);
  }, patience);
  afterAll(async () => {
    engine.close();
    mine.remove();
    await sandbox.close();
    home.remove();
  });

  test.each(['arm', 'bicep'] as const)(
    'a plan, as %s: made as foreseen; again, and foreseen again, nothing changes',
    async (format) => {
      // A plan that was not agreed to is saved, and nothing of it is made.
      expect((await list(format, '--plan', '0000000000000000')).code).toBe(4);
      const { words, ids } = await exported(format, format);
      expect(ids).toHaveLength(8);
      await az('deployment', 'sub', 'validate', ...words);
      const foreseen = await changes(words);
      expect(foreseen.map(({ changeType }) => changeType)).toEqual(ids.map(() => 'Create'));
      expect(sorted(foreseen.map(({ resourceId }) => resourceId))).toEqual(sorted(ids));
      const { properties } = await az<Deployed>('deployment', 'sub', 'create', ...words);
      expect(properties.provisioningState).toBe('Succeeded');
      expect(properties.outputs.sites.value.map(({ name }) => name)).toEqual(
        ['one', 'two', 'three'].map((each) => `${format}-${each}`),
      );
      expect(sorted(properties.outputResources.map(({ id }) => id))).toEqual(expect.arrayContaining([...sorted(ids)]));
      await expectNothing(words, ids);
      const before = await Promise.all(ids.filter((id) => !/roleAssignments/.test(id)).map(shownById));
      await az('deployment', 'sub', 'create', ...words);
      await expectNothing(words, ids);
      expect(await Promise.all(ids.filter((id) => !/roleAssignments/.test(id)).map(shownById))).toEqual(before);
      expect(before.find(({ name }) => name === `${format}-two`)).toMatchObject({
        tags: { team: '[b]' },
        identity: { type: 'SystemAssigned' },
        properties: { publicNetworkAccess: 'Disabled' },
      });
    },
    patience,
  );

  interface Thing {
    readonly name: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly properties: object;
  }

  async function shownById(id: string): Promise<Thing> {
    const { systemData: _, ...thing } = await ask<Thing & { systemData: unknown }>('GET', id);
    // That somebody has written it once more shows in the moment, and in nothing else.
    return { ...thing, properties: { ...thing.properties, lastUpdatedTime: null } };
  }

  test(
    'a list that was walked: nothing changes, and tags that others added since stay',
    async () => {
      expect((await list('made')).code).toBe(0);
      const first = await exported('bicep', 'made');
      await expectNothing(first.words, first.ids);
      for (const id of first.ids.filter((each) => !/roleAssignments/.test(each))) {
        const { tags } = await shownById(id);
        await ask('PATCH', id, { tags: { ...tags, costCenter: '42' } });
      }
      // What they have done since shows before anything is deployed; exported again, it is part of the list.
      expect((await changes(first.words)).filter(({ changeType }) => changeType === 'Modify')).toHaveLength(5);
      for (const format of ['bicep', 'arm'] as const) {
        const { words, ids } = await exported(format, 'made');
        expect(sorted(ids)).toEqual(sorted(first.ids));
        await expectNothing(words, ids);
        puts();
        await az('deployment', 'sub', 'create', ...words);
        expect(puts()).toHaveLength(1);
        await expectNothing(words, ids);
        for (const id of ids.filter((each) => !/roleAssignments/.test(each)))
          expect((await shownById(id)).tags).toMatchObject({
            costCenter: '42',
            'adt-setup': expect.any(String) as unknown,
          });
      }
      const status = await run('status', '--sandbox', '--name', 'made-two', '--json');
      expect(JSON.parse(status.stdout)).toMatchObject({ setUp: { verdict: 'as-made' } });
    },
    patience,
  );
});
