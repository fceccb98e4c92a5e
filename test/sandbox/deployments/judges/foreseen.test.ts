import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contoso } from '../../../../src/sandbox/world/contoso/ids.ts';
import type { World } from '../../../../src/sandbox/world/world.ts';
import { type BicepEngine, bicepEngine, type Foreseen, type Graph } from '../../../support/judges/bicep-engine.ts';
import { describeWith } from '../../../support/judges/tools.ts';
import { fc } from '../../../support/properties.ts';
import { at, type Scene, scene } from '../scene.ts';
import { against, type Ran, untimely } from './order.ts';
import { type Project, projects } from './projects.ts';

/** ADT_TEST_PROJECTS=200 tries as many. */
const count = Number(process.env['ADT_TEST_PROJECTS'] ?? 10);

const name = 'judged';
const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort();
const isDeployment = (id: string): boolean => /\/Microsoft\.Resources\/deployments\/[^/]+$/.test(id);

interface Built {
  readonly template: object;
  readonly parameters: object;
  readonly foreseen: Foreseen;
  readonly graphs: Readonly<Record<'main' | 'site', Graph>>;
}

/** How much of everything that templates here make there is. */
const sizes = ({ groups, instances, assignments, locks }: World): readonly number[] =>
  [groups, instances, assignments, locks].map((each) => Object.keys(each).length);

const sizesOf = ({ predictedResources }: Foreseen): readonly number[] =>
  ['/resourceGroups', '/digitalTwinsInstances', '/roleAssignments', '/locks'].map(
    (end) => predictedResources.filter(({ type }) => type.endsWith(end)).length,
  );

describeWith(['bicep'], "what is deployed, judged by Bicep's engine", (tools) => {
  let engine: BicepEngine;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-projects-'));
    engine = bicepEngine(tools.bicep);
  });
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true });
  });

  async function built(project: Project, index: number): Promise<Built> {
    const place = join(folder, String(index));
    mkdirSync(place);
    for (const [file, text] of Object.entries(project)) writeFileSync(join(place, file), text);
    const { contents, diagnostics } = await engine.compile(join(place, 'main.bicep'));
    if (typeof contents !== 'string') throw new Error(JSON.stringify([diagnostics, project], undefined, 1));
    const { parameters } = JSON.parse(await engine.parameters(join(place, 'main.bicepparam'))) as {
      parameters: object;
    };
    const deploying = { subscriptionId: contoso.dev, tenantId: contoso.tenant, location: 'westeurope' };
    return {
      template: JSON.parse(contents) as object,
      parameters,
      foreseen: await engine.foresee(join(place, 'main.bicepparam'), { ...deploying, deploymentName: name }),
      graphs: {
        main: await engine.graph(join(place, 'main.bicep')),
        site: await engine.graph(join(place, 'site.bicep')),
      },
    };
  }

  const asked = ({ template, parameters }: Built): object => ({
    location: 'westeurope',
    properties: { mode: 'Incremental', template, parameters },
  });

  async function changes({ send, made }: Scene, project: Built): Promise<ReadonlyMap<string, string>> {
    const { headers } = await send('POST', `${at(name)}/whatIf`, asked(project));
    made.pass(2);
    const { properties } = (await send('GET', headers['location'] ?? '')).body;
    const told = properties.changes.filter(({ changeType }) => changeType !== 'Ignore');
    return new Map(told.map(({ resourceId, changeType }) => [resourceId, changeType]));
  }

  /** What Bicep foresees of each resource and what is there in its place. */
  async function differing({ send }: Scene, { predictedResources }: Foreseen): Promise<readonly object[]> {
    const found = await Promise.all(
      predictedResources.map(async ({ id, apiVersion, name: whole, ...foreseen }) => {
        const { status, body } = await send('GET', `${id}?api-version=${apiVersion}`);
        const own = against({ ...foreseen, id, name: whole.split('/').at(-1) }, body);
        return status === 200 && own === undefined ? [] : [{ id, status, own }];
      }),
    );
    return found.flat();
  }

  async function run({ send }: Scene, id: string): Promise<Ran> {
    const { properties } = (await send('GET', id)).body;
    return { ...properties, operations: (await send('GET', `${id}/operations`)).body.value };
  }

  const tried = fc.sample(projects, count).map((project, index) => [index, project] as const);

  test.each(tried)(
    'a project that nobody thought of (%i): foreseen, made and there are the same',
    async (...[index, project]) => {
      const whole = await built(project, index);
      const { foreseen } = whole;
      const ids = sorted(foreseen.predictedResources.map((each) => each.id));
      const all = (change: string): ReadonlyMap<string, string> => new Map(ids.map((id) => [id, change]));
      const here = scene();
      const { send, put, ended, made } = here;
      const before = sizes(made.world());

      const validated = (await send('POST', `${at(name)}/validate`, asked(whole))).body.properties.validatedResources;
      expect(sorted(validated.map((each) => each.id).filter((id) => !isDeployment(id)))).toEqual(ids);
      expect(await changes(here, whole)).toEqual(all('Create'));

      await put(name, whole.template, { parameters: whole.parameters });
      const { properties } = (await ended(name)).body;
      expect(properties).toMatchObject({ provisioningState: 'Succeeded' });
      expect(sorted(properties.outputResources.map((each) => each.id))).toEqual(ids);
      expect(await differing(here, foreseen)).toEqual([]);
      expect(sizes(made.world()).map((size, kind) => size - (before[kind] ?? 0))).toEqual(sizesOf(foreseen));
      const outputs = Object.entries(properties.outputs).map(([key, { value }]) => [key, value]);
      expect(against(foreseen.outputs, Object.fromEntries(outputs))).toBeUndefined();
      expect(await changes(here, whole)).toEqual(all('NoChange'));

      // The order: the graph of each file against the times of its operations.
      const main = await run(here, at(name));
      expect(untimely(whole.graphs.main, main)).toEqual([]);
      for (const {
        properties: { targetResource },
      } of main.operations)
        if (targetResource !== undefined && isDeployment(targetResource.id))
          expect(untimely(whole.graphs.site, await run(here, targetResource.id))).toEqual([]);
    },
  );
});
