import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { roleIds } from '../../src/sandbox/world/roles.ts';
import { assignment, dev, grant, instance, provider, v } from './addresses.ts';
import { type Bench, bench, registered } from './bench.ts';

const one = instance('Twins-One');
const list = `/providers/Microsoft.Authorization/roleAssignments?$filter=atScope()&${v.authorization}`;
const group = `${dev}/resourceGroups/rg-new?${v.resources}`;
const west = { body: { location: 'westeurope' } };

/** The assignments at a scope that Bea has made since, as Azure shows them. */
async function given(made: Bench, scope: string): Promise<readonly object[]> {
  const { body } = await made.ask('GET', `${scope}${list}`, { as: contoso.bea });
  return body.value
    .filter(({ properties }) => properties.createdBy === contoso.bea)
    .map(({ properties: { principalId, roleDefinitionId, scope: where } }) => ({
      principalId,
      role: roleDefinitionId.split('/').at(-1),
      where,
    }));
}

const contributor = { principalId: contoso.ana, role: roleIds.contributor, where: dev };
const dataOwner = { principalId: contoso.ana, role: roleIds.twinsDataOwner, where: one };

describe('the administrator who helps', () => {
  test('reader: a refused change is answered with Contributor, 20 s later and no sooner', async () => {
    const made = bench({ scenario: 'reader' });
    expect((await made.ask('PUT', group, west)).status).toBe(403);
    made.pass(19);
    expect(await given(made, dev)).toEqual([]);
    made.pass(1);
    expect(await given(made, dev)).toEqual([contributor]);
    expect((await made.ask('PUT', group, west)).status).toBe(403);
    made.pass(6);
    expect((await made.ask('PUT', group, west)).status).toBe(201);
  });

  test('reader: looking for who could help is enough; looking again puts nothing off', async () => {
    const made = bench({ scenario: 'reader' });
    await made.ask('GET', `${dev}${list}`);
    made.pass(12);
    await made.ask('GET', `${dev}${list}`);
    made.pass(8);
    expect(await given(made, dev)).toEqual([contributor]);
  });

  test('contributor: the data role on an instance, 20 s after it is there', async () => {
    const made = await registered({ scenario: 'contributor' });
    expect((await made.ask('PUT', `${one}?${v.twins}`, west)).status).toBe(201);
    made.pass(27);
    expect(await given(made, one)).toEqual([]);
    made.pass(1);
    expect(await given(made, one)).toEqual([dataOwner]);
    made.pass(6);
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`)).status).toBe(200);
  });

  test("contributor: also on somebody else's instance that the person cannot get into", async () => {
    const made = await registered({ scenario: 'contributor' });
    await made.ask('PUT', `${one}?${v.twins}`, { ...west, as: contoso.bea });
    made.pass(60);
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`)).status).toBe(403);
    made.pass(20);
    expect(await given(made, one)).toEqual([dataOwner]);
  });

  test('gives each thing once: what somebody takes away again stays away', async () => {
    const made = await registered({ scenario: 'contributor' });
    await made.ask('PUT', `${one}?${v.twins}`, west);
    made.pass(60);
    const { body } = await made.ask('GET', `${one}${list}`, { as: contoso.bea });
    const found = body.value.find(({ properties }) => properties.scope === one);
    const address = `${assignment(one, found?.name ?? '')}?${v.authorization}`;
    expect((await made.ask('DELETE', address, { as: contoso.bea })).status).toBe(200);
    await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`);
    made.pass(60);
    expect(await given(made, one)).toEqual([]);
  });

  test('is not needed when somebody else was quicker, or the instance is gone', async () => {
    const made = await registered({ scenario: 'contributor' });
    await made.ask('PUT', `${one}?${v.twins}`, west);
    await made.ask('PUT', `${instance('Twins-Two')}?${v.twins}`, west);
    made.pass(10);
    const name = '88888888-0000-4000-8000-000000000001';
    await made.ask('PUT', `${assignment(one, name)}?${v.authorization}`, {
      as: contoso.automation,
      body: grant(contoso.ana),
    });
    await made.ask('DELETE', `${instance('Twins-Two')}?${v.twins}`);
    made.pass(60);
    await made.ask('POST', `${provider}/register?${v.resources}`);
    const since = Object.values(made.world().assignments).filter((each) => each.createdBy === contoso.bea);
    expect(since).toEqual([]);
    expect(made.world().assignments[name]).toBeDefined();
  });

  test.each([
    ['never', { scenario: 'reader', settings: { helpfulAdministratorSeconds: -1 } }, contoso.ana],
    ['for somebody else', { scenario: 'reader' }, contoso.pipeline],
    ['where nothing is missing', { scenario: 'owner', settings: { helpfulAdministratorSeconds: 1 } }, contoso.ana],
  ])('does nothing: %s', async (_, options, as) => {
    const made = bench(options);
    await made.ask('PUT', group, { ...west, as });
    await made.ask('GET', `${dev}${list}`, { as });
    made.pass(60);
    expect(await given(made, dev)).toEqual([]);
  });

  test('the portal says what was asked for, and who gave it', async () => {
    const made = bench({ scenario: 'reader' });
    await made.ask('PUT', group, west);
    const page = async () =>
      JSON.stringify((await made.ask('GET', `/portal/resource${dev}/users`, { as: null })).body).replace(
        /<[^>]*>/g,
        ' ',
      );
    made.pass(5);
    expect(await page()).toMatch(/Asked for[\s\S]*Ana Lima[\s\S]*Contributor[\s\S]*in\s+15\s+s, by\s+Bea Cruz/);
    made.pass(15);
    expect(await page()).toMatch(/Contributor[\s\S]*given by\s+Bea Cruz/);
  });
});
