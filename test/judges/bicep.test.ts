import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apiVersionOf, contentOf, typeOf } from '../../src/domain/resource.ts';
import { arm } from '../../src/export/arm.ts';
import { azd } from '../../src/export/azd.ts';
import { bicep, bicepParts } from '../../src/export/bicep.ts';
import type { Exported, ExportFile } from '../../src/export/exported.ts';
import { github } from '../../src/export/github.ts';
import { setUps, tagged } from '../support/exported.ts';
import { runInProcess } from '../support/in-process.ts';
import { type BicepEngine, bicepEngine, type Predicted } from '../support/judges/bicep-engine.ts';
import { hostile } from '../support/judges/hostile-texts.ts';
import { describeWith } from '../support/judges/tools.ts';
import { newHome } from '../support/places.ts';

/** What the set-up itself sends to make them, by id. */
function sent({ declared }: Exported): readonly object[] {
  return declared.flatMap(({ resource }) => {
    const content = contentOf(resource);
    const known = { id: resource.id, type: typeOf(resource), apiVersion: apiVersionOf(resource) };
    return content === undefined ? [] : [{ ...known, ...content }];
  });
}

const byId = (one: { id?: unknown }, other: { id?: unknown }): number => String(one.id).localeCompare(String(other.id));

const bodies = (all: readonly Predicted[]): readonly object[] => all.map(({ name: _, ...rest }) => rest).sort(byId);

describeWith(['bicep'], "Microsoft's Bicep", (tools) => {
  let engine: BicepEngine;
  let folder: string;
  let number = 0;

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

  async function expectClean(place: string, names: readonly string[]): Promise<void> {
    for (const name of names) {
      const file = join(place, name);
      const said = name.endsWith('.bicepparam') ? await engine.compileParams(file) : await engine.compile(file);
      expect({ name, said: said.diagnostics }).toEqual({ name, said: [] });
      expect(await engine.format(file)).toBe(readFileSync(file, 'utf8'));
    }
  }

  const predicted = (file: string, { instanceId, location }: Exported): Promise<readonly Predicted[]> =>
    engine.snapshot(file, instanceId.split('/')[2] ?? '', location);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-bicep-'));
    engine = bicepEngine(tools.bicep);
  });
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true });
  });

  test.each(Object.entries(setUps))(
    '%s: no warning, no other layout, and as the set-up would send it',
    async (_, exported) => {
      const files = bicep(exported);
      const place = put(files);
      await expectClean(
        place,
        files.map(({ name }) => name),
      );
      expect(bodies(await predicted(join(place, 'main.bicepparam'), exported))).toEqual([...sent(exported)].sort(byId));
      const template = put([...arm(exported), { name: 'main.bicepparam', text: "using 'main.json'\n" }]);
      expect(bodies(await predicted(join(template, 'main.bicepparam'), exported))).toEqual(
        [...sent(exported)].sort(byId),
      );
    },
  );

  test.each([azd, github])('the same in the folder infra/', async (format) => {
    const files = format(setUps['all of it was made'] as Exported).filter(({ name }) => name.startsWith('infra/'));
    await expectClean(
      put(files),
      files.map(({ name }) => name),
    );
  });

  test('the parts of a hand-over', async () => {
    const resources = (setUps['a lock, too'] as Exported).declared.map(({ resource }) => resource);
    for (const parts of [resources, ...resources.map((each) => [each])]) {
      const files = bicepParts(parts, 'westeurope');
      await expectClean(
        put(files),
        files.map(({ name }) => name),
      );
    }
  });

  test('a thousand texts come back as they were: in Bicep, and in the template of Resource Manager', async () => {
    const texts = hostile(1000);
    const exported = tagged(Object.fromEntries(texts.map((text, at) => [`${text}${at}`, text])));
    expect(texts).toHaveLength(1000);
    const files = bicep(exported);
    const place = put(files);
    await expectClean(
      place,
      files.map(({ name }) => name),
    );
    expect(bodies(await predicted(join(place, 'main.bicepparam'), exported))).toEqual([...sent(exported)].sort(byId));
    const template = put([...arm(exported), { name: 'main.bicepparam', text: "using 'main.json'\n" }]);
    expect(bodies(await predicted(join(template, 'main.bicepparam'), exported))).toEqual(
      [...sent(exported)].sort(byId),
    );
  });

  test('what is predicted of a set-up of the sandbox is what the set-up sent', async () => {
    const home = newHome();
    try {
      const log = join(home.folder, 'log.ndjson');
      const words = ['--sandbox', '--name', 'plant-1', '-g', 'rg-plant', '--tags', '[x]=[concat(1)]', '--log', log];
      expect((await runInProcess(words, home.environment)).code).toBe(0);
      const puts = readFileSync(log, 'utf8')
        .trimEnd()
        .split('\n')
        .flatMap((line) => {
          const { method, url, requestBody } = JSON.parse(line) as {
            method: string;
            url: string;
            requestBody: unknown;
          };
          const body = typeof requestBody === 'string' ? (JSON.parse(requestBody) as object) : requestBody;
          return method === 'PUT' ? [{ id: decodeURI(new URL(url).pathname), ...(body as object) }] : [];
        });
      expect(puts).toHaveLength(3);
      for (const format of ['bicep', 'arm']) {
        const place = join(home.folder, format);
        if (format === 'arm') mkdirSync(place);
        const out = format === 'arm' ? join(place, 'main.json') : place;
        expect(
          (await runInProcess(['export', '--sandbox', '--format', format, '--out', out], home.environment)).code,
        ).toBe(0);
        if (format === 'arm') writeFileSync(join(place, 'main.bicepparam'), "using 'main.json'\n");
        const id = puts[0]?.id.split('/')[2] ?? '';
        const all = await engine.snapshot(join(place, 'main.bicepparam'), id, 'westeurope');
        expect(all.map(({ name: _, type: __, apiVersion: ___, ...body }) => body).sort(byId)).toEqual(
          [...puts].sort(byId),
        );
      }
    } finally {
      home.remove();
    }
  });
});
