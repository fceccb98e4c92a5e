import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TrafficEntry } from '../../../../src/sandbox/server.ts';
import { contoso } from '../../../../src/sandbox/world/contoso/ids.ts';
import { type Workbench, workbench } from '../../../azure/workbench.ts';
import type { Ended } from '../../../support/judges/kept-az.ts';
import { type AzHome, azHome } from '../../../support/judges/real-az.ts';
import { describeWith } from '../../../support/judges/tools.ts';
import { dev } from '../../addresses.ts';
import { at, group, template } from '../scene.ts';
import { builtSample, type Sample } from './sample.ts';

/** Each start of az takes a second, and many where a machine is busy. */
const patience = 1_800_000;

/** Ten minutes are more than anything takes that is begun here; they pass whenever somebody asks how far a deployment is. */
const slow = { registrationSeconds: 300, creationSeconds: 300, deletionSeconds: 300, tokenLifetimeSeconds: 864_000 };

interface Shown {
  readonly name: string;
  readonly properties: {
    readonly provisioningState: string;
    readonly validatedResources: readonly { readonly id: string }[];
    readonly outputResources: readonly { readonly id: string }[];
    readonly outputs: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
    readonly provisioningOperation: string;
    readonly targetResource: { readonly symbolicName: string } | null;
  };
  readonly operationId: string;
  readonly changes: readonly { readonly changeType: string; readonly resourceId: string }[];
  readonly template: object;
}

describeWith(['az', 'bicep'], 'deployments by the real az, of templates that the real Bicep built', (tools) => {
  let bench: Workbench;
  let home: AzHome;
  let sample: Sample;
  let sites: string;
  const log: TrafficEntry[] = [];

  const az = (...words: string[]): Promise<Ended> => home.run(...words);
  const deployment = (scope: string, verb: string, ...words: string[]): Promise<Ended> =>
    az('deployment', scope, verb, ...words);

  /** What az prints of an answer. */
  async function shown<T = Shown>(asked: Promise<Ended>): Promise<T> {
    const { code, stdout, stderr } = await asked;
    if (code !== 0) throw new Error(`az ended with ${String(code)}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** `PUT …/deployments/d1`, without what comes before. */
  const requests = (): readonly string[] =>
    log.splice(0).flatMap(({ method, url }) => {
      const { pathname } = new URL(url);
      if (pathname.includes('/operationresults/')) return [`${method} operationresults`];
      const [, rest] = /\/deployments\/(.*)$/i.exec(pathname) ?? [];
      return rest === undefined ? [] : [`${method} ${rest.replace(/operationStatuses\/.*/, 'operationStatuses')}`];
    });

  const ids = ['plant-a', 'plant-b'].flatMap((name) => {
    const one = `${dev}/resourceGroups/rg-${name}`;
    return [one, `${one}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`];
  });
  const withoutAccess = (all: readonly { readonly id: string }[]): readonly string[] =>
    all
      .map(({ id }) => id)
      .filter((id) => !/roleAssignments|Microsoft\.Resources\/deployments/.test(id))
      .sort();

  const sub = (name: string): readonly string[] => [
    '-l',
    'westeurope',
    '-n',
    name,
    '-f',
    sample.main,
    '-p',
    `@${sites}`,
  ];
  const inGroup = (name: string, ...more: readonly string[]): readonly string[] => [
    ...['-g', 'rg-playground', '-n', name, '-f', sample.site, '-p', `name=${name}`, `people=["${contoso.bea}"]`],
    ...more,
  ];
  /** A template of a file's own. */
  function file(name: string, what: object): string {
    const path = join(home.folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(what));
    return path;
  }

  beforeAll(async () => {
    bench = await workbench({
      settings: slow,
      log: (entry) => {
        log.push(entry);
        if (/\/operationStatuses\/|\/operationresults\//.test(entry.url)) bench.later(600);
      },
    });
    home = await azHome(bench.sandbox);
    await home.signIn();
    sample = await builtSample(tools.bicep, join(home.folder, 'sample'));
    const people = [contoso.bea];
    const value = [
      { name: 'plant-a', location: 'westeurope', people },
      { name: 'plant-b', location: 'northeurope', people },
    ];
    sites = file('sites', { sites: { value } });
  }, patience);
  afterAll(async () => {
    home.remove();
    await bench.close();
  });

  test(
    'of a subscription: validated, foreseen, made, foreseen again',
    async () => {
      const validated = await shown(deployment('sub', 'validate', ...sub('d1')));
      expect(withoutAccess(validated.properties.validatedResources)).toEqual(ids);
      const { changes } = await shown(deployment('sub', 'what-if', ...sub('d1'), '--no-pretty-print'));
      expect(changes.map(({ changeType }) => changeType)).toEqual(Array.from({ length: 6 }, () => 'Create'));
      log.length = 0;
      const made = await shown(deployment('sub', 'create', ...sub('d1')));
      expect(requests()).toEqual([
        'POST d1/validate',
        'PUT d1',
        ...['GET d1/operationStatuses', 'GET d1/operationStatuses'],
        'GET d1',
      ]);
      expect(made.properties.provisioningState).toBe('Succeeded');
      expect(withoutAccess(made.properties.outputResources)).toEqual(ids);
      expect(made.properties.outputs['count']).toEqual({ type: 'Int', value: 2 });
      const { host } = new URL(bench.sandbox.origin);
      expect(made.properties.outputs['hosts']?.value).toEqual([`${host}/plant-a.api.weu`, `${host}/plant-b.api.neu`]);
      const again = await deployment('sub', 'what-if', ...sub('d1'));
      expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Resource changes: 6 no change.')]);
    },
    patience,
  );

  test(
    'of a subscription: shown, listed with its operations, exported',
    async () => {
      expect((await shown(deployment('sub', 'show', '-n', 'd1'))).name).toBe('d1');
      const named = await shown<Shown[]>(deployment('sub', 'list', '--filter', "provisioningState eq 'Succeeded'"));
      expect(named.map(({ name }) => name)).toEqual(['d1']);
      const all = await shown<Shown[]>(az('deployment', 'operation', 'sub', 'list', '-n', 'd1'));
      expect(all.map(({ properties }) => properties.targetResource?.symbolicName).sort()).toEqual([
        ...['groups[0]', 'groups[1]', 'inGroup[0]', 'inGroup[1]'],
        undefined,
      ]);
      const one = ['--operation-ids', all[0]?.operationId ?? ''];
      const single = await shown<Shown[]>(az('deployment', 'operation', 'sub', 'show', '-n', 'd1', ...one));
      expect(single).toEqual([all[0]]);
      const exported = await shown(deployment('sub', 'export', '-n', 'd1'));
      expect(exported).toEqual(JSON.parse(readFileSync(sample.main, 'utf8')));
    },
    patience,
  );

  test(
    'of a subscription: under way it is neither deployed nor deleted again; canceled, then deleted',
    async () => {
      const busy = ['-l', 'westeurope', '-n', 'busy'];
      const what = template([group('rg-slow'), { ...group('rg-late'), dependsOn: ['nested'] }]) as {
        resources: object[];
      };
      const inner = { mode: 'Incremental', template: JSON.parse(readFileSync(sample.site, 'utf8')) as object };
      what.resources.push({
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2021-04-01',
        name: 'nested',
        resourceGroup: 'rg-slow',
        dependsOn: ['rg-slow'],
        properties: {
          ...inner,
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { name: { value: 'slow-twins' } },
        },
      });
      const path = file('busy', what);
      expect(await deployment('sub', 'create', ...busy, '-f', path, '--no-wait')).toMatchObject({
        code: 0,
        stdout: '',
      });
      const refused = await deployment('sub', 'create', ...busy, '-f', path);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/DeploymentActive.*still active/s)]);
      expect(await deployment('sub', 'delete', '-n', 'busy')).toMatchObject({ code: 1 });
      expect(await deployment('sub', 'cancel', '-n', 'busy')).toMatchObject({ code: 0 });
      const canceled = await shown(deployment('sub', 'show', '-n', 'busy'));
      expect(canceled.properties.provisioningState).toBe('Canceled');
      const over = await deployment('sub', 'cancel', '-n', 'busy');
      expect([over.code, over.stderr]).toEqual([
        1,
        expect.stringMatching(
          /^ERROR: \(DeploymentCannotBeCancelled\) The deployment 'busy' cannot be cancelled .* 'Canceled'\.\nCode: D/,
        ),
      ]);
      expect(await deployment('sub', 'delete', '-n', 'busy')).toMatchObject({ code: 0 });
      const gone = await deployment('sub', 'show', '-n', 'busy');
      expect([gone.code, gone.stderr]).toEqual([
        3,
        expect.stringContaining("(DeploymentNotFound) Deployment 'busy' could not be found."),
      ]);
      const groups = await shown<{ name: string }[]>(az('group', 'list'));
      expect(groups.map(({ name }) => name).filter((name) => /^rg-(slow|late)$/.test(name))).toEqual(['rg-slow']);
    },
    patience,
  );

  test(
    'of a group: every command',
    async () => {
      const named = ['-g', 'rg-playground', '-n', 'here'];
      const validated = await shown(deployment('group', 'validate', ...inGroup('here')));
      expect(validated.properties.validatedResources).toHaveLength(2);
      const before = await deployment('group', 'what-if', ...inGroup('here'));
      expect([before.code, before.stdout]).toEqual([
        0,
        expect.stringMatching(/\n {2}\+ Microsoft\.DigitalTwins.*here/),
      ]);
      const made = await shown(deployment('group', 'create', ...inGroup('here')));
      expect(made.properties.outputResources).toHaveLength(2);
      const { changes } = await shown(
        deployment('group', 'what-if', ...inGroup('here', '--no-pretty-print', '--result-format', 'ResourceIdOnly')),
      );
      expect(changes.map(({ changeType }) => changeType).sort()).toEqual(expect.arrayContaining(['Deploy', 'Deploy']));
      expect((await shown(deployment('group', 'show', ...named))).properties.provisioningState).toBe('Succeeded');
      expect(
        (await shown<Shown[]>(deployment('group', 'list', '-g', 'rg-playground'))).map((each) => each.name),
      ).toEqual(['here']);
      const operations = await shown<Shown[]>(az('deployment', 'operation', 'group', 'list', ...named));
      expect(operations.map(({ properties }) => properties.provisioningOperation)).toEqual([
        ...['Create', 'Create', 'EvaluateDeploymentOutput'],
      ]);
      expect(await shown(deployment('group', 'export', ...named))).toEqual(
        JSON.parse(readFileSync(sample.site, 'utf8')),
      );
      const begun = await deployment('group', 'create', ...inGroup('slower', '--no-wait'));
      expect(begun).toMatchObject({ code: 0, stdout: '' });
      const slower = ['-g', 'rg-playground', '-n', 'slower'];
      expect(await deployment('group', 'cancel', ...slower)).toMatchObject({ code: 0 });
      expect(await deployment('group', 'delete', ...slower)).toMatchObject({ code: 0 });
      expect((await deployment('group', 'show', ...slower)).code).toBe(3);
      const complete = await deployment('group', 'create', ...inGroup('here', '--mode', 'Complete'));
      expect([complete.code, complete.stderr]).toEqual([1, expect.stringContaining("deployment mode 'Complete'")]);
    },
    patience,
  );

  test(
    'refusals and failures, as az tells them',
    async () => {
      const bad = file('bad', template([group("[nix('a')]")]));
      const invalid = await deployment('sub', 'validate', '-l', 'westeurope', '-f', bad);
      expect(invalid).toMatchObject({ code: 1, stdout: '' });
      expect(JSON.parse(invalid.stderr.replace(/^ERROR: /, ''))).toMatchObject({
        code: 'InvalidTemplate',
        message: expect.stringContaining("The template function 'nix' is not valid."),
      });
      const failing = file('failing', template([group('rg-good'), group('bad.')]));
      const failed = await deployment('sub', 'create', '-l', 'westeurope', '-n', 'fails', '-f', failing);
      expect(failed).toMatchObject({ code: 1, stdout: '' });
      const told = JSON.parse(failed.stderr.replace(/^ERROR: /, '')) as object;
      expect(told).toMatchObject({
        status: 'Failed',
        error: { code: 'DeploymentFailed', target: at('fails'), details: [{ code: 'InvalidResourceGroup' }] },
      });
      const whatIf = await deployment('sub', 'what-if', '-l', 'westeurope', '-f', bad);
      expect([whatIf.code, whatIf.stderr]).toEqual([
        1,
        expect.stringMatching(/^ERROR: InvalidTemplate - Deployment t/),
      ]);
      const elsewhere = await deployment('sub', 'create', '-l', 'northeurope', '-n', 'fails', '-f', failing);
      expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringContaining('InvalidDeploymentLocation')]);
    },
    patience,
  );
});
