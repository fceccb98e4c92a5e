import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { assignment, dev, grant, instance, v } from './addresses.ts';
import { bench, registered } from './bench.ts';

const name1 = '88888888-0000-4000-8000-000000000001';
const locked = `${dev}/resourceGroups/rg-network`;

describe('a lock', () => {
  test('that only allows reading stops writes below it (error ScopeLocked)', async () => {
    const made = await registered();
    const answer = await made.ask('PUT', `${instance('abc', 'rg-network')}?${v.twins}`, {
      body: { location: 'westeurope' },
    });
    expect([answer.status, answer.body.error]).toEqual([
      409,
      {
        code: 'ScopeLocked',
        message: `The scope '${instance('abc', 'rg-network')}' cannot perform write operation because following scope(s) are locked: '${locked}'. Please remove the lock and try again.`,
      },
    ]);
    expect((await made.ask('DELETE', `${locked}?${v.resources}`)).body.error.message).toContain(
      'cannot perform delete operation',
    );
    expect((await made.ask('GET', `${locked}?${v.resources}`)).status).toBe(200);
  });

  test.each([
    [true, 409],
    [false, 201],
  ])(
    'that only allows reading stops role assignments: %s (belief, both sides)',
    async (readOnlyLockStopsRoles, status) => {
      const made = bench({ settings: { readOnlyLockStopsRoles } });
      expect(
        (await made.ask('PUT', `${assignment(locked, name1)}?${v.authorization}`, { body: grant(contoso.sean) }))
          .status,
      ).toBe(status);
    },
  );

  test('against deletion stops deletions of what is above it too, and nothing else', async () => {
    const made = await registered();
    const group = `${dev}/resourceGroups/rg-iot`;
    await made.ask('PUT', `${instance('kept', 'rg-iot')}?${v.twins}`, { body: { location: 'westeurope' } });
    made.pass(60);
    const lock = `${instance('kept', 'rg-iot')}/providers/Microsoft.Authorization/locks/keep?${v.locks}`;
    expect(
      (await made.ask('PUT', lock, { body: { properties: { level: 'CanNotDelete', notes: 'mine' } } })).status,
    ).toBe(201);
    expect((await made.ask('DELETE', `${instance('kept', 'rg-iot')}?${v.twins}`)).body.error.code).toBe('ScopeLocked');
    expect((await made.ask('DELETE', `${group}?${v.resources}`)).body.error.code).toBe('ScopeLocked');
    expect((await made.ask('PATCH', `${instance('kept', 'rg-iot')}?${v.twins}`, { body: { tags: {} } })).status).toBe(
      202,
    );
    expect(
      (await made.ask('GET', `${group}/providers/Microsoft.Authorization/locks?${v.locks}`)).body.value,
    ).toHaveLength(1);
    expect((await made.ask('DELETE', lock)).status).toBe(200);
    expect((await made.ask('DELETE', `${group}?${v.resources}`)).status).toBe(202);
  });
});

test('a policy against deletions is listed, told with its definition, and enforced (effect denyAction)', async () => {
  const made = await registered({ settings: { policyOnInstances: 'noDeletion' } });
  await made.ask('PUT', `${instance('kept')}?${v.twins}`, { body: { location: 'westeurope' } });
  made.pass(60);
  const list = await made.ask(
    'GET',
    `${dev}/providers/Microsoft.Authorization/policyAssignments?api-version=2022-06-01`,
  );
  const { id, properties } = (list.body.value as unknown as Listed[])[0] ?? { id: '', properties: undefined };
  expect(properties).toMatchObject({ displayName: 'Contoso: instances stay', enforcementMode: 'Default' });
  expect((await made.ask('GET', `${id}?api-version=2022-06-01`)).status).toBe(200);
  const definition = await made.ask('GET', `${dev}${properties?.policyDefinitionId}?api-version=2022-06-01`);
  expect(definition.body).toMatchObject({
    properties: { policyRule: { then: { effect: 'denyAction', details: { actionNames: ['delete'] } } } },
  });
  const refused = await made.ask('DELETE', `${instance('kept')}?${v.twins}`);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'RequestDisallowedByPolicy']);
  expect((await made.ask('DELETE', `${dev}/resourceGroups/rg-iot?${v.resources}`)).status).toBe(202);
});

interface Listed {
  readonly id: string;
  readonly properties: { readonly policyDefinitionId: string };
}

describe('a policy', () => {
  const make = async (body: object) =>
    (await registered({ scenario: 'policy' })).ask('PUT', `${instance('abc')}?${v.twins}`, { body });

  test('denies what breaks it, naming assignment and definition (error RequestDisallowedByPolicy)', async () => {
    const answer = await make({ location: 'westeurope', tags: { costcenter: '12' } });
    expect([answer.status, answer.body.error.code, answer.body.error.target]).toEqual([
      403,
      'RequestDisallowedByPolicy',
      'abc',
    ]);
    const identifiers: unknown = JSON.parse(/Policy identifiers: '(.*)'\.$/.exec(answer.body.error.message)?.[1] ?? '');
    expect(identifiers).toEqual([
      {
        policyAssignment: {
          name: 'Contoso: allowed regions',
          id: `${dev}/providers/Microsoft.Authorization/policyAssignments/contoso-locations`,
        },
        policyDefinition: {
          name: 'Allowed locations',
          id: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c',
        },
      },
    ]);
    expect(answer.body.error.additionalInfo[0]?.type).toBe('PolicyViolation');
  });

  test('demands its tag, and lets pass what obeys', async () => {
    expect((await make({ location: 'uksouth' })).body.error.message).toContain('Require a tag on resources');
    expect((await make({ location: 'uksouth', tags: { costCenter: '12' } })).status).toBe(201);
  });

  test("leaves groups alone (Azure's own definitions do)", async () => {
    expect(
      (
        await bench({ scenario: 'policy' }).ask('PUT', `${dev}/resourceGroups/new?${v.resources}`, {
          body: { location: 'westeurope' },
        })
      ).status,
    ).toBe(201);
  });

  test('can be asked beforehand, by readers too (checkPolicyRestrictions)', async () => {
    const made = bench({ scenario: 'policy' });
    const body = {
      resourceDetails: {
        resourceContent: { type: 'Microsoft.DigitalTwins/digitalTwinsInstances', name: 'abc' },
        apiVersion: '2023-01-31',
      },
      pendingFields: [{ field: 'location', values: ['westeurope', 'uksouth', 'eastus'] }, { field: 'tags' }],
    };
    const answer = await made.ask(
      'POST',
      `${dev}/resourceGroups/rg-iot/providers/Microsoft.PolicyInsights/checkPolicyRestrictions?${v.policy}`,
      { body, as: contoso.pipeline },
    );
    expect(answer.status).toBe(200);
    expect(answer.body.fieldRestrictions).toMatchObject([
      { field: 'location', restrictions: [{ result: 'Deny', values: ['westeurope', 'eastus'] }] },
      { field: 'tags.costCenter', restrictions: [{ result: 'Required' }] },
    ]);
    const plain = await bench().ask(
      'POST',
      `${dev}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions?${v.policy}`,
      { body },
    );
    expect(plain.body).toEqual({ fieldRestrictions: [], contentEvaluationResult: { policyEvaluations: [] } });
  });
});
