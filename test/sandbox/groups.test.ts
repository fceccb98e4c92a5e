import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { dev, instance, origin, v } from './addresses.ts';
import type { Answer } from './answer.ts';
import { bench, withInstance } from './bench.ts';

const group = (name: string) => `${dev}/resourceGroups/${name}`;

async function all(
  ask: (address: string) => Promise<Answer>,
  first: string,
): Promise<{ names: string[]; pages: number }> {
  const names: string[] = [];
  let pages = 0;
  for (let next: string | undefined = first; next !== undefined; pages += 1) {
    const { body }: Answer = await ask(next);
    names.push(...body.value.map((each) => each.id));
    next = body.nextLink;
    if ('nextLink' in (body as object)) expect(next).toContain(origin);
  }
  return { names, pages };
}

describe('resource groups', () => {
  test("answer in Azure's casing whatever is asked, with doubled slashes too", async () => {
    const answer = await bench().ask(
      'GET',
      `//SUBSCRIPTIONS/${contoso.dev.toUpperCase()}//ResourceGroups/RG-PLAYGROUND?${v.resources}`,
    );
    expect(answer.body).toMatchObject({
      id: group('rg-playground'),
      name: 'rg-playground',
      type: 'Microsoft.Resources/resourceGroups',
    });
  });

  test('stay where they are (error InvalidResourceGroupLocation)', async () => {
    const answer = await bench().ask('PUT', `${group('rg-playground')}?${v.resources}`, {
      body: { location: 'westus' },
    });
    expect([answer.status, answer.body.error]).toEqual([
      409,
      {
        code: 'InvalidResourceGroupLocation',
        message: "Invalid resource group location 'westus'. The Resource group already exists in location 'westus2'.",
      },
    ]);
  });

  test.each([
    ['Überblick_(1).a', 201],
    ['ends.', 400],
    ['a'.repeat(90), 201],
    ['a'.repeat(91), 400],
    ['a b', 400],
  ])("are named by Azure's rules: %s", async (name, status) => {
    expect(
      (
        await bench().ask('PUT', `${group(encodeURIComponent(name))}?${v.resources}`, {
          body: { location: 'westeurope' },
        })
      ).status,
    ).toBe(status);
  });

  test('a PUT without tags takes the tags away (belief of the facts, and what az does)', async () => {
    const made = bench();
    expect(
      (await made.ask('PUT', `${group('rg-playground')}?${v.resources}`, { body: { location: 'westus2' } })).body,
    ).not.toHaveProperty('tags');
  });

  test('take what is in them along when they go, and poll at a job of their name (recorded exchange: resourceGroups.delete)', async () => {
    const made = await withInstance();
    const { headers } = await made.ask('DELETE', `${group('rg-playground')}?${v.resources}`);
    const token = /operationresults\/([^?]+)/.exec(headers['location'] ?? '')?.[1] ?? '';
    expect(JSON.parse(Buffer.from(token, 'base64url').toString())).toEqual({
      jobId: 'RESOURCEGROUPDELETIONJOB-RG:2DPLAYGROUND-WESTUS2',
      jobLocation: 'westus2',
    });
    expect((await made.ask('GET', `${group('rg-playground')}?${v.resources}`)).body.properties.provisioningState).toBe(
      'Deleting',
    );
    made.pass(60);
    expect((await made.ask('GET', `${instance('Twins-One')}?${v.twins}`)).body.error.code).toBe(
      'ResourceGroupNotFound',
    );
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`)).status).toBe(404);
  });

  test('come in pages only when there are more: nextLink is left out on the last one', async () => {
    const made = bench({ settings: { pageSize: 10 } });
    const { names, pages } = await all((address) => made.ask('GET', address), `${dev}/resourcegroups?${v.resources}`);
    expect([names.length, new Set(names).size, pages]).toEqual([26, 26, 3]);
    expect((await bench().ask('GET', `${dev}/resourcegroups?${v.resources}`)).body).not.toHaveProperty('nextLink');
  });

  test('that one may not see are left out of the list; without any the list is refused', async () => {
    const made = bench();
    const scope = group('rg-iot');
    await made.ask(
      'PUT',
      `${scope}/providers/Microsoft.Authorization/roleAssignments/88888888-0000-4000-8000-000000000002?${v.authorization}`,
      {
        body: {
          properties: {
            roleDefinitionId: `${dev}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
            principalId: contoso.dina,
            principalType: 'User',
          },
        },
      },
    );
    const list = () => made.ask('GET', `${dev}/resourcegroups?${v.resources}`, { as: contoso.dina });
    expect((await list()).status).toBe(403);
    made.pass(30);
    expect((await list()).body.value).toHaveLength(1);
  });
});

describe('a crowd', () => {
  test('of 50,000 subscriptions and groups is paged, generated, and not kept', async () => {
    const made = bench({ settings: { crowdSubscriptions: 50_000, crowdGroups: 50_000 } });
    const subscriptions = await all((address) => made.ask('GET', address), `/subscriptions?${v.subscriptions}`);
    expect([subscriptions.names.length, new Set(subscriptions.names).size]).toEqual([50_004, 50_004]);
    const groups = await all((address) => made.ask('GET', address), `${dev}/resourcegroups?${v.resources}`);
    expect([groups.names.length, groups.pages]).toEqual([50_026, 51]);
    expect((await made.ask('GET', `${group('rg-unit-49999')}?${v.resources}`)).status).toBe(200);
    expect(JSON.stringify(made.world()).length).toBeLessThan(60_000);
  });
});
