import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { az } from '../../src/export/az.ts';
import type { Exported } from '../../src/export/exported.ts';
import type { TrafficEntry } from '../../src/sandbox/server.ts';
import { type Workbench, workbench } from '../azure/workbench.ts';
import { everything, setUps, tagged } from '../support/exported.ts';
import { hostile } from '../support/judges/hostile-texts.ts';
import { type Ended, runProgram } from '../support/judges/kept-az.ts';
import { type AzHome, azHome } from '../support/judges/real-az.ts';
import { describeWith } from '../support/judges/tools.ts';
import { newAssignment, newGroup, newInstance } from '../support/resources.ts';

const script = (exported: Exported): string => az(exported)[0]?.text ?? '';

const some = Object.fromEntries(hostile(60).map((text, at) => [`${text}${at}`, text]));

describeWith(['shellcheck'], 'shellcheck', (tools) => {
  test('has nothing to say of any script', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adt-shellcheck-'));
    const files = [...Object.values(setUps), tagged(some)].map((exported, at) => {
      const file = join(folder, `${at}.sh`);
      writeFileSync(file, script(exported));
      return file;
    });
    const ended = await runProgram(tools.shellcheck, ['-s', 'sh', ...files], process.env);
    rmSync(folder, { recursive: true });
    expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

/** In the place of az: nothing is there, and what is sent is kept. */
const standIn = `#!/bin/sh
case "$1 $2" in
  'cloud show') echo AzureCloud ;;
  'provider show') echo Registered ;;
  'resource show') [ "$8" = json ] || exit 3 ;;
  'rest --method') if [ "$3" = get ]; then echo 0; else cat >"$BODIES/$(ls "$BODIES" | wc -l)"; fi ;;
esac
`;

describeWith(['dash', 'bash'], 'the shells', (tools) => {
  test.each(['dash', 'bash'] as const)('%s hands a thousand texts on as they were', async (shell) => {
    const tags = Object.fromEntries(hostile(1000).map((text, at) => [`${text}${at}`, text]));
    const folder = mkdtempSync(join(tmpdir(), 'adt-shell-'));
    const bodies = join(folder, 'bodies');
    mkdirSync(bodies);
    writeFileSync(join(folder, 'az'), standIn, { mode: 0o755 });
    writeFileSync(join(folder, 'x.sh'), script(tagged(tags)));
    const environment = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, LC_ALL: 'C', BODIES: bodies };
    const ended = await runProgram(tools[shell], [join(folder, 'x.sh')], environment);
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Making: the access') });
    const sent = readdirSync(bodies)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(bodies, name), 'utf8')) as object);
    expect(sent).toMatchObject([{ tags }, { tags }, { properties: { principalType: 'User' } }]);
    rmSync(folder, { recursive: true });
  });

  test('what was there before and is gone is told, and not made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adt-shell-'));
    writeFileSync(join(folder, 'az'), standIn, { mode: 0o755 });
    writeFileSync(join(folder, 'x.sh'), script(setUps['the group was there'] as Exported));
    const environment = {
      ...process.env,
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      BODIES: join(folder, 'none'),
    };
    const ended = await runProgram(tools.dash, [join(folder, 'x.sh')], environment);
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toBe(
      'Gone: the resource group rg-plant. It was there before the set-up; adt-setup makes it again.\n',
    );
    rmSync(folder, { recursive: true });
  });
});

/** Each start of az takes a second, and many where a machine is busy. */
const patience = 1_800_000;

describeWith(['az', 'dash', 'bash'], 'the real az, on the sandbox', (tools) => {
  let bench: Workbench;
  let home: AzHome;
  let exported: Exported;
  const log: TrafficEntry[] = [];

  const writes = (): readonly string[] =>
    log
      .splice(0)
      .flatMap(({ method, url }) =>
        /^(PUT|PATCH|DELETE)$|register\?/.test(`${method}${url.includes('/register') ? 'register?' : ''}`)
          ? [`${method} ${new URL(url).pathname}`]
          : [],
      );

  const run = (shell: 'dash' | 'bash', of: Exported): Promise<Ended> => {
    const file = join(home.folder, 'x.sh');
    writeFileSync(file, script(of));
    return runProgram(tools[shell], [file], home.environment);
  };

  beforeAll(async () => {
    bench = await workbench({
      scenario: 'contributor',
      settings: { registrationSeconds: 1, creationSeconds: 1 },
      log: (entry) => log.push(entry),
    });
    home = await azHome(bench.sandbox);
    const { subscriptionId, tenantId, user } = bench.sandbox;
    const tags = { 'adt-setup': 'x', "it's": '${HOME} [x] %{y}', größe: 'ü日😀' };
    const group = newGroup(subscriptionId, 'rg-(Größe)', 'westeurope', tags);
    const instance = newInstance({
      subscriptionId,
      resourceGroup: group.name,
      name: 'Plant-az',
      tags,
      identity: 'system',
    });
    const roleId = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';
    const access = newAssignment({ scope: instance.id, roleId, principalId: user.objectId, principalType: 'User' });
    exported = {
      ...everything,
      cloud: 'sandbox',
      tenantId,
      instanceId: instance.id,
      declared: [group, instance, access].map((resource) => ({ resource, exists: false })),
    };
  }, patience);
  afterAll(async () => {
    home.remove();
    await bench.close();
  });

  test(
    'without a sign-in, or in another cloud, nothing is sent',
    async () => {
      log.length = 0;
      expect(await run('dash', exported)).toMatchObject({ code: 1, stderr: expect.stringContaining('az login') });
      expect(await run('dash', { ...exported, cloud: 'AzureCloud' })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('az cloud set --name AzureCloud'),
      });
      expect(writes()).toEqual([]);
    },
    patience,
  );

  test(
    'makes all of it under dash',
    async () => {
      await home.signIn();
      log.length = 0;
      const first = await run('dash', exported);
      expect({ code: first.code, said: first.stderr }).toMatchObject({ code: 0 });
      expect(JSON.parse(first.stdout)).toMatchObject({ name: 'Plant-az', resourceGroup: 'rg-(Größe)' });
      const [group, instance, access] = exported.declared.map(({ resource }) => resource.id);
      const made = writes().map((line) => decodeURIComponent(line).toLowerCase());
      expect(made.filter((line) => line.startsWith('put '))).toEqual(
        [group, instance, access].map((id) => `put ${id ?? ''}`.toLowerCase()),
      );
      expect(made.some((line) => line.endsWith('/register'))).toBe(true);
    },
    patience,
  );

  test(
    'under bash it then writes nothing, and the tags of others stay',
    async () => {
      const foreign = { foreign: 'mine' };
      const group = exported.declared[0]?.resource.id;
      const body = JSON.stringify({
        tags: { ...(exported.declared[0]?.resource as { tags: object }).tags, ...foreign },
      });
      await home.az('rest', '--method', 'patch', '--url', `${group ?? ''}?api-version=2021-04-01`, '--body', body);
      log.length = 0;
      const second = await run('bash', exported);
      expect(second.code).toBe(0);
      expect(JSON.parse(second.stdout)).toMatchObject({ name: 'Plant-az', resourceGroup: 'rg-(Größe)' });
      expect(writes()).toEqual([]);
      const now = JSON.parse(await home.az('resource', 'show', '--ids', group ?? '', '--output', 'json')) as {
        tags: object;
      };
      expect(now.tags).toMatchObject({ ...foreign, größe: 'ü日😀' });
    },
    patience,
  );
});
