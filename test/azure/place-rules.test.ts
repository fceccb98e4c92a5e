import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { translate } from '../../src/azure/refusals/translate.ts';
import { SetupError } from '../../src/errors.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { newInstance } from '../support/resources.ts';
import { type Meddle, type Port, type Workbench, workbench } from './workbench.ts';

type Meddling = Exclude<ReturnType<Meddle>, undefined>;

const id = contoso.dev;
const regions = ['westeurope', 'northeurope', 'uksouth', 'eastus'];
const checks = /checkPolicyRestrictions$/i;

describe('policies', () => {
  let bench: Workbench;
  let port: Port;
  beforeAll(async () => {
    bench = await workbench({ scenario: 'policy' });
    port = await bench.signedIn();
  });
  afterAll(() => bench.close());

  /** What the port makes of an answer of the policy service. */
  async function told(answer: Meddling): ReturnType<Port['azure']['restrictions']> {
    const cloud = await bench.meddled((_, url) =>
      checks.test(new URL(url, 'https://x').pathname) ? answer : undefined,
    );
    return (await bench.signedIn({ cloud })).azure.restrictions(id, 'rg-iot', regions);
  }

  const said = (...fieldRestrictions: readonly object[]): Meddling => ({
    status: 200,
    body: JSON.stringify({ fieldRestrictions, contentEvaluationResult: { policyEvaluations: [] } }),
  });
  const policy = {
    policyAssignmentId: `/subscriptions/${id}/providers/Microsoft.Authorization/policyAssignments/rule-7`,
  };

  test('that deny regions and demand a tag are named, at a group and for a new one', async () => {
    for (const group of ['rg-iot', undefined]) {
      const found = await port.azure.restrictions(id, group, regions);
      expect([...(found?.regions ?? [])].map(([region]) => region)).toEqual(['westeurope', 'eastus']);
      expect(found?.regions.get('westeurope')).toMatch(/^(contoso-locations|Contoso: allowed regions)$/);
      expect(found?.tags).toEqual([
        { name: 'costCenter', policy: expect.stringMatching(/contoso-cost-center|Contoso: cost center/) as unknown },
      ]);
    }
  });

  test('about the whole instance are told by name; those that only watch are not', async () => {
    const evaluated = (evaluationResult: string, policyEffect: string): object => ({
      policyInfo: policy,
      evaluationResult,
      effectDetails: { policyEffect },
    });
    const denials = async (policyEvaluations: unknown): Promise<readonly string[] | undefined> => {
      const body = JSON.stringify({ fieldRestrictions: [], contentEvaluationResult: { policyEvaluations } });
      const cloud = await bench.meddled((_, url) =>
        checks.test(new URL(url, 'https://x').pathname) ? { status: 200, body } : undefined,
      );
      const wanted = { subscriptionId: id, resourceGroup: 'rg-iot', name: 'abc', location: 'uksouth', tags: {} };
      const { azure } = await bench.signedIn({ cloud });
      return await azure.policyDenials(newInstance(wanted), 'rg-iot');
    };
    expect(await denials([evaluated('NonCompliant', 'Deny'), evaluated('NonCompliant', 'Deny')])).toEqual(['rule-7']);
    expect(await denials([evaluated('NonCompliant', 'Audit'), evaluated('Compliant', 'Deny'), null])).toEqual([]);
    expect(await denials('nonsense')).toBeUndefined();
  });

  test('are read, not written: also in a preview, and not counted as a write', async () => {
    const { azure } = await bench.signedIn({ allowWrites: false });
    expect((await azure.restrictions(id, undefined, regions))?.tags).toHaveLength(1);
    expect(azure.requests.writes).toBe(0);
  });

  test('in the spellings of the documentation: blanks in regions, brackets in tags, values of a tag', async () => {
    const found = await told(
      said(
        {
          field: 'location',
          restrictions: [{ result: 'Deny', values: ['west europe'], policy, policyEffect: 'Deny' }],
        },
        {
          field: "tags['env']",
          restrictions: [{ result: 'Required', values: ['Prod', 'Test'], policy, policyEffect: 'Deny' }],
        },
        { field: 'tags.added', restrictions: [{ result: 'Required', policy, policyEffect: 'Modify' }] },
        { field: 'name', restrictions: [{ result: 'Deny', values: ['x'], policy, policyEffect: 'Deny' }] },
      ),
    );
    expect([...(found?.regions ?? [])]).toEqual([['westeurope', 'rule-7']]);
    expect(found?.tags).toEqual([{ name: 'env', values: ['Prod', 'Test'], policy: 'rule-7' }]);
  });

  test('that list the only regions allowed deny the others; audits deny nothing', async () => {
    const found = await told(
      said({
        field: 'location',
        restrictions: [
          { result: 'Required', values: ['uksouth'], policy, policyEffect: 'Deny' },
          { result: 'Audit', values: ['uksouth'], policy, policyEffect: 'Audit' },
        ],
      }),
    );
    expect([...(found?.regions.keys() ?? [])]).toEqual(['westeurope', 'northeurope', 'eastus']);
  });

  test.each<[string, Meddling]>([
    ['says no', { status: 403, body: '{"error":{"code":"AuthorizationFailed","message":"no"}}' }],
    ['is not there', { status: 404, body: '{"error":{"code":"NotFound","message":"no"}}' }],
    ['answers something else', { status: 200, body: '{"value":[]}' }],
  ])('are unknown when Azure %s', async (_, answer) => {
    expect(await told(answer)).toBeUndefined();
  });
});

describe('locks', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await workbench();
  });
  afterAll(() => bench.close());

  test('of groups are seen with one request for the whole subscription', async () => {
    const port = await bench.signedIn();
    expect(await port.azure.locks(id)).toEqual([
      {
        name: 'do-not-touch',
        level: 'ReadOnly',
        scope: `/subscriptions/${id}/resourceGroups/rg-network`,
        notes: 'The network team changes this group by pipeline only.',
      },
    ]);
    expect(port.sent()).toHaveLength(1);
  });

  test('are unknown when they may not be read; an interruption is thrown', async () => {
    const refused = await bench.meddled((_, url) =>
      /\/locks/.test(url)
        ? { status: 403, body: '{"error":{"code":"AuthorizationFailed","message":"no"}}' }
        : undefined,
    );
    expect(await (await bench.signedIn({ cloud: refused })).azure.locks(id)).toBeUndefined();
    const stop = await bench.signedIn();
    stop.stop.abort(new Error('stopped'));
    await expect(stop.azure.locks(id)).rejects.toThrow('stopped');
  });
});

describe('a refusal of a place says which answer to change first', () => {
  const identifiers = (...names: readonly string[]): string =>
    JSON.stringify(names.map((name) => ({ policyDefinition: { name, id: '/d' } })));

  test.each<[string, string, string, string]>([
    ['a tag', 'RequestDisallowedByPolicy', identifiers('Contoso: cost center', 'Require a tag on resources'), 'tags'],
    ['a region', 'RequestDisallowedByPolicy', identifiers('Allowed locations'), 'region'],
    ['both', 'RequestDisallowedByPolicy', identifiers('Allowed locations', 'Require a tag on resources'), 'region'],
    ['new customers', 'RequestDisallowedByAzure', 'The region is not accepting new customers.', 'region'],
    ['a list of regions', 'RequestDisallowedByAzure', 'Resource was disallowed by Azure.', 'region'],
  ])('%s: %s', (_, code, message, question) => {
    const headers = new Map<string, string>();
    const response = { status: 403, headers, bodyAsText: JSON.stringify({ error: { code, message } }) };
    const error = translate(Object.assign(new Error('no'), { response }), {
      doing: 'create the instance',
      location: 'westeurope',
    });
    if (!(error instanceof SetupError)) throw error;
    expect(error).toMatchObject({ ending: 'refused', again: 'answer' });
    expect(error.cures?.[0]).toBe(question);
  });
});
