import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apiVersionOf, contentOf, typeOf } from '../../src/domain/resource.ts';
import type { ExportFile } from '../../src/export/exported.ts';
import { armList } from '../../src/export/list/arm.ts';
import { azList } from '../../src/export/list/az.ts';
import { bicepList } from '../../src/export/list/bicep.ts';
import { declaredIn, type ExportedList } from '../../src/export/list/exported-list.ts';
import { azdList, githubList } from '../../src/export/list/projects.ts';
import { terraformList } from '../../src/export/list/terraform.ts';
import { listOf, lists, siteOf, taggedList } from '../export/exported-list.ts';
import { type BicepEngine, bicepEngine, type Predicted } from '../support/judges/bicep-engine.ts';
import { hostile } from '../support/judges/hostile-texts.ts';
import { runProgram } from '../support/judges/kept-az.ts';
import { describeWith } from '../support/judges/tools.ts';

let folder: string;
let number = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-lists-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Puts files into a folder of their own, and gives it. */
function put(files: readonly ExportFile[]): string {
  number += 1;
  const place = join(folder, String(number));
  for (const { name, text } of files) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  return place;
}

/** Any value without what says nothing: no tags, no type of a principal. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, each]) => each !== null && !(key === 'tags' && Object.keys(each as object).length === 0),
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]));
}

const byId = (one: { id?: unknown }, other: { id?: unknown }): number => String(one.id).localeCompare(String(other.id));

/** What the rows themselves would send, each thing once. */
function sent(list: ExportedList): readonly unknown[] {
  const all = declaredIn(list).map(({ resource }) => ({
    id: resource.id,
    type: typeOf(resource),
    apiVersion: apiVersionOf(resource),
    ...contentOf(resource),
  }));
  return all.sort(byId).map(plain);
}

const bodies = (all: readonly Predicted[]): readonly unknown[] =>
  all
    .map(({ name: _, ...rest }) => rest)
    .sort(byId)
    .map(plain);

const some = Object.fromEntries(hostile(300).map((text, at) => [`${text}${at}`, text]));

/** Texts that mean something in a template where they aren't taken as they are. */
const odd = { '[x]': '[concat(1)]', id: '/subscriptions/0/providers/A.B/c/d', "it's": "${HOME} 'x'" };

const all: readonly (readonly [string, ExportedList])[] = [
  ...Object.entries(lists),
  ['hostile tags', taggedList(some)],
  ['tags like expressions', taggedList(odd)],
  ['no tags at all', taggedList({})],
];

describeWith(['bicep'], "Microsoft's Bicep, of lists", (tools) => {
  let engine: BicepEngine;
  const subscription = (list: ExportedList): string => list.sites[0].instanceId.split('/')[2] ?? '';
  const predicted = (file: string, list: ExportedList): Promise<readonly Predicted[]> =>
    engine.snapshot(file, subscription(list), list.sites[0].location);

  async function expectClean(place: string, files: readonly ExportFile[]): Promise<void> {
    for (const { name } of files.filter((each) => /\.bicep(param)?$/.test(each.name))) {
      const file = join(place, name);
      const said = name.endsWith('.bicepparam') ? await engine.compileParams(file) : await engine.compile(file);
      expect({ name, said: said.diagnostics }).toEqual({ name, said: [] });
      expect(await engine.format(file)).toBe(readFileSync(file, 'utf8'));
    }
  }

  beforeAll(() => {
    engine = bicepEngine(tools.bicep);
  });
  afterAll(() => engine.close());

  test.each(all)('%s: no warning, no other layout, and as its rows would send it', async (_, list) => {
    const files = bicepList(list);
    const place = put(files);
    await expectClean(place, files);
    expect(bodies(await predicted(join(place, 'main.bicepparam'), list))).toEqual(sent(list));
    const template = put([...armList(list), { name: 'main.bicepparam', text: "using 'main.json'\n" }]);
    expect(bodies(await predicted(join(template, 'main.bicepparam'), list))).toEqual(sent(list));
  });

  test.each([azdList, githubList])('the same in the folder infra/', async (format) => {
    const files = format(lists['three of two groups'] as ExportedList);
    await expectClean(put(files), files);
  });

  test('an instance waits for its own group, and for no other', async () => {
    const list = listOf(
      siteOf({ name: 'one-twins', group: 'rg-a', makes: ['group', 'instance', 'access'] }),
      siteOf({ name: 'two-twins', group: 'rg-b', makes: ['group', 'instance', 'access'] }),
    );
    const [main] = armList(list);
    const template = JSON.parse(main?.text ?? '') as { resources: { twins: { dependsOn: string[] } } };
    expect(template.resources.twins.dependsOn).toEqual([
      "[format('group[{0}]', indexOf(variables('groupNames'), toLower(parameters('sites')[copyIndex()].resourceGroup)))]",
    ]);
    const place = put(bicepList(list));
    const { contents } = (await engine.compile(join(place, 'main.bicep'))) as unknown as { contents: string };
    const built = JSON.parse(contents) as typeof template;
    expect(built.resources.twins.dependsOn).toEqual(template.resources.twins.dependsOn);
  });
});

describeWith(['terraform'], 'Terraform itself, of lists', (tools) => {
  const run = (words: readonly string[], cwd: string, input = ''): { status: number | null; said: string } => {
    writeFileSync(join(folder, 'empty.tfrc'), '');
    const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, 'empty.tfrc'), CHECKPOINT_DISABLE: '1' };
    const { status, stdout, stderr } = spawnSync(tools.terraform, words, { cwd, input, encoding: 'utf8', env });
    return { status, said: `${stdout}${stderr}` };
  };

  test.each(all)('%s: no other layout', (_, list) => {
    expect(run(['fmt', '-check', '-diff'], put(terraformList(list)))).toEqual({ status: 0, said: '' });
  });

  test('reads the values that are looped over as they were', () => {
    const [main] = terraformList(taggedList(some));
    const locals = /^locals \{\n {2}groups = [\s\S]*?^\}/m.exec(main?.text ?? '')?.[0] ?? '';
    const place = put([{ name: 'main.tf', text: `${locals}\n` }]);
    const { said } = run(['console'], place, 'base64encode(jsonencode(local.groups["rg-a"].tags))\n');
    const read = JSON.parse(Buffer.from(said.trim().replaceAll('"', ''), 'base64').toString('utf8')) as object;
    const kept = Object.entries(some).map(([key, value]) => [key.normalize('NFC'), value.normalize('NFC')]);
    expect(read).toEqual(Object.fromEntries(kept));
  });
});

describeWith(['shellcheck'], 'shellcheck, of lists', (tools) => {
  test('has nothing to say of any script', async () => {
    const files = all.map(([, list]) => join(put(azList(list)), 'sites.sh'));
    const ended = await runProgram(tools.shellcheck, ['-s', 'sh', ...files], process.env);
    expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
