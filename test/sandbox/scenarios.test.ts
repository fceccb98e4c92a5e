import { describe, expect, test } from '@jest/globals';
import { countFaults } from '../../src/sandbox/host/faults.ts';
import { scenarioNamed, scenarios } from '../../src/sandbox/scenarios.ts';
import { defaultSettings, settingsFrom } from '../../src/sandbox/settings.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { assignment, dev, grant, instance, provider, v } from './addresses.ts';
import { bench, registered, withInstance } from './bench.ts';

const name1 = '88888888-0000-4000-8000-000000000001';
const check = (name: string) => ({ body: { name, type: 'Microsoft.DigitalTwins/digitalTwinsInstances' } });

describe('scenarios', () => {
  test('are those of the contract, the default first, each with one sentence', () => {
    expect(scenarios.map((each) => each.name)).toEqual([
      'owner',
      'contributor',
      'reader',
      'guest',
      'taken',
      'unregistered',
      'policy',
      'throttled',
      'slow-role',
      'quota',
    ]);
    for (const { description } of scenarios) expect(description).toMatch(/^[A-Z][^.]*\.$/);
    expect(() => scenarioNamed('nothing')).toThrow(/Scenarios: owner, contributor/);
  });

  test('owner: everything works, down to the twins', async () => {
    const made = await withInstance();
    await made.ask('PUT', `${assignment(instance('Twins-One'), name1)}?${v.authorization}`, {
      body: grant(contoso.ana),
    });
    made.pass(60);
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`)).status).toBe(200);
  });

  test('contributor: an instance, but no role; once somebody else has assigned it, all is well', async () => {
    const made = await withInstance({ scenario: 'contributor', settings: { helpfulAdministratorSeconds: -1 } });
    const put = (as: string) =>
      made.ask('PUT', `${assignment(instance('Twins-One'), name1)}?${v.authorization}`, {
        as,
        body: grant(contoso.ana),
      });
    expect((await put(contoso.ana)).status).toBe(403);
    expect((await put(contoso.bea)).status).toBe(201);
    made.pass(60);
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`)).status).toBe(200);
  });

  test('reader: looks, and creates nothing', async () => {
    const made = bench({ scenario: 'reader' });
    expect((await made.ask('GET', `${dev}/resourcegroups?${v.resources}`)).status).toBe(200);
    expect((await made.ask('POST', `${provider}/register?${v.resources}`)).status).toBe(403);
    expect(
      (await made.ask('PUT', `${dev}/resourceGroups/new?${v.resources}`, { body: { location: 'westeurope' } })).status,
    ).toBe(403);
    expect(
      (await made.ask('POST', `${provider}/locations/westeurope/checkNameAvailability?${v.twins}`, check('abc')))
        .status,
    ).toBe(403);
  });

  test('guest: owns the subscription, and may not search the directory', async () => {
    const made = await withInstance({ scenario: 'guest' });
    expect(made.world().signedIn).toBe(contoso.gus);
    expect((await made.ask('GET', "/v1.0/users?$filter=mail eq 'gus@fabrikam.com'", { as: contoso.gus })).status).toBe(
      403,
    );
    expect(
      (
        await made.ask('PUT', `${assignment(instance('Twins-One'), name1)}?${v.authorization}`, {
          as: contoso.gus,
          body: grant(contoso.gus),
        })
      ).status,
    ).toBe(201);
  });

  test("taken: the first name that anybody asks for is somebody else's, the next is free", async () => {
    const made = await registered({ scenario: 'taken' });
    const ask = async (name: string) =>
      (await made.ask('POST', `${provider}/locations/westeurope/checkNameAvailability?${v.twins}`, check(name))).body
        .nameAvailable;
    expect([await ask('first'), await ask('first'), await ask('second')]).toEqual([false, false, true]);
    expect(
      (await made.ask('PUT', `${instance('first')}?${v.twins}`, { body: { location: 'westeurope' } })).body.error.code,
    ).toBe('AlreadyExists');
    expect(
      (await made.ask('PUT', `${instance('second')}?${v.twins}`, { body: { location: 'westeurope' } })).status,
    ).toBe(201);
  });

  test('unregistered: the state is Unregistered, and registering takes its time', async () => {
    const made = bench({ scenario: 'unregistered' });
    const state = async () => (await made.ask('GET', `${provider}?${v.resources}`)).body.registrationState;
    expect(await state()).toBe('Unregistered');
    await made.ask('POST', `${provider}/register?${v.resources}`);
    made.pass(10);
    expect(await state()).toBe('Registering');
    made.pass(10);
    expect(await state()).toBe('Registered');
  });

  test('policy: other regions and no tag are refused, an allowed region with the tag is not', async () => {
    const made = await registered({ scenario: 'policy' });
    expect((await made.ask('PUT', `${instance('abc')}?${v.twins}`, { body: { location: 'westeurope' } })).status).toBe(
      403,
    );
    expect(
      (
        await made.ask('PUT', `${instance('abc')}?${v.twins}`, {
          body: { location: 'northeurope', tags: { costCenter: '7' } },
        })
      ).status,
    ).toBe(201);
  });

  test.each([
    ['noPublicAccess', { properties: { publicNetworkAccess: 'Disabled' } }],
    ['systemIdentity', { identity: { type: 'SystemAssigned' } }],
  ] as const)('a policy on instances (%s) is told beforehand, and enforced', async (policyOnInstances, cure) => {
    const made = await registered({ settings: { policyOnInstances } });
    const found = async (more: object): Promise<number> => {
      const content = { type: 'Microsoft.DigitalTwins/digitalTwinsInstances', location: 'westeurope', properties: {} };
      const body = { resourceDetails: { resourceContent: { ...content, ...more } } };
      const url = `/subscriptions/${contoso.dev}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions?api-version=2023-03-01`;
      const answer = await made.ask('POST', url, { body });
      return (answer.body as unknown as { contentEvaluationResult: { policyEvaluations: unknown[] } })
        .contentEvaluationResult.policyEvaluations.length;
    };
    const create = async (more: object): Promise<number> =>
      (await made.ask('PUT', `${instance('abc')}?${v.twins}`, { body: { location: 'westeurope', ...more } })).status;
    expect([await found({}), await create({})]).toEqual([1, 403]);
    expect([await found(cure), await create(cure)]).toEqual([0, 201]);
  });

  test('throttled: now and then 429 with Retry-After, never twice in a row', () => {
    const faults = countFaults(scenarioNamed('throttled').faults);
    const struck = Array.from(
      { length: 20 },
      () => faults.strike('GET', `/subscriptions?${v.subscriptions}`)?.is === 'status',
    );
    expect(struck.filter(Boolean)).toHaveLength(2);
    expect(struck.some((each, at) => each && struck[at + 1] === true)).toBe(false);
    expect(faults.strike('POST', '/organizations/oauth2/v2.0/token')).toBeUndefined();
  });

  test('slow-role: the role takes three quarters of a minute', async () => {
    const made = await withInstance({ scenario: 'slow-role' });
    await made.ask('PUT', `${assignment(instance('Twins-One'), name1)}?${v.authorization}`, {
      body: grant(contoso.ana),
    });
    made.pass(44);
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`)).status).toBe(403);
    made.pass(1);
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`)).status).toBe(200);
  });

  test('quota: West Europe is full, and the list shows why; North Europe is not', async () => {
    const made = bench({ scenario: 'quota' });
    expect((await made.ask('GET', `${provider}/digitalTwinsInstances?${v.twins}`)).body.value).toHaveLength(10);
    expect(
      (await made.ask('PUT', `${instance('abc')}?${v.twins}`, { body: { location: 'westeurope' } })).body.error.code,
    ).toBe('QuotaExceeded');
    expect((await made.ask('PUT', `${instance('abc')}?${v.twins}`, { body: { location: 'northeurope' } })).status).toBe(
      201,
    );
  });
});

describe('settings', () => {
  test('override one another, and say what is wrong with them', () => {
    expect(settingsFrom({ creationSeconds: 1 }, { creationSeconds: 2 })).toEqual({
      ...defaultSettings,
      creationSeconds: 2,
    });
    expect(() => settingsFrom({ nonsense: 1 } as never)).toThrow('there is no setting "nonsense"');
    expect(() => settingsFrom({ creationSeconds: '2' } as never)).toThrow('"creationSeconds" must be a number');
    expect(() => settingsFrom({ putWhileBusy: 'maybe' } as never)).toThrow(
      '"putWhileBusy" must be refused or accepted',
    );
  });
});
