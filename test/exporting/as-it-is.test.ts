import { expect, test } from '@jest/globals';
import { az } from '../../src/export/az.ts';
import { bicep } from '../../src/export/bicep.ts';
import type { Exported, ExportFile } from '../../src/export/exported.ts';
import { terraform } from '../../src/export/terraform.ts';
import { exportedNow } from '../../src/exporting/saved.ts';
import type { RoleAssignment } from '../../src/port/azure.ts';
import { newRecord } from '../../src/state/memory.ts';
import type { Made } from '../../src/state/set-up-record.ts';
import { ana, anaPrincipal, dev, group, instance } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { assigned, planned } from '../support/plans.ts';
import { newAssignment, newGroup, newInstance } from '../support/resources.ts';

/* An export says what is in Azure now, in the forms that every tool takes: over a plan of the set-up, and a small fake. */

const cloud = { name: 'AzureCloud', twinsScope: 'https://digitaltwins.azure.net/.default' } as const;
const roleId = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';
const rg = newGroup(dev.id, 'rg-factory', 'westeurope', { 'adt-setup': 'x', team: 'a' });
const twins = newInstance({
  subscriptionId: dev.id,
  resourceGroup: 'rg-factory',
  name: 'factory-twins',
  tags: rg.tags,
});
const access = newAssignment({ scope: twins.id, roleId, principalId: ana.objectId, principalType: 'User' });

/** The access as Azure has it, under a name. */
const held = (name: string, scope = twins.id): RoleAssignment =>
  assigned(anaPrincipal, { id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, name, scope });

const everything: Partial<FakeWorld> = {
  groups: [group('rg-factory', 'westeurope', { tags: { ...rg.tags, foreign: 'mine' } })],
  instances: [instance('factory-twins', 'rg-factory', { tags: { ...twins.tags, owner: 'plant' } })],
  assignments: [held(access.name)],
};

/** What is exported of a set-up that made these things, in a world. */
async function exported(
  world: Partial<FakeWorld>,
  made: readonly (typeof rg | typeof twins | typeof access)[],
): Promise<Exported> {
  const at = '2026-01-02T03:04:05.000Z';
  const record = {
    ...newRecord('AzureCloud', new Date(at), 'seed'),
    made: made.map((sent): Made => ({ step: 'role', id: sent.id, kind: sent.kind, sent, at, born: at })),
  };
  return exportedNow(record, { azure: fakeAzure(fakeWorld(world)), plan: await planned(world) }, cloud);
}

const text = (files: readonly ExportFile[]): string => files.map((file) => file.text).join('\n');
const imports = (of: Exported): readonly string[] =>
  [...(terraform(of)[1]?.text ?? '').matchAll(/id = "(.*)"/g)].map(([, id = '']) => id);

test('what exists is taken over, by the ids as the documents write them, whatever case Azure answers in', async () => {
  const small = (each: string): string =>
    each
      .replace('resourceGroups', 'resourcegroups')
      .replace('Microsoft.DigitalTwins/digitalTwinsInstances', 'microsoft.digitaltwins/digitaltwinsinstances');
  const inSmall: Partial<FakeWorld> = {
    groups: everything.groups?.map((each) => ({ ...each, id: small(each.id) })) ?? [],
    instances: everything.instances?.map((each) => ({ ...each, id: small(each.id) })) ?? [],
    assignments: [held(access.name, small(twins.id))],
  };
  for (const world of [everything, inSmall]) {
    const now = await exported(world, [rg, twins, access]);
    expect(imports(now)).toEqual([rg.id, twins.id, access.id]);
    expect(text(terraform(now))).not.toMatch(/resourcegroups|microsoft\.digitaltwins/);
  }
});

test('what was found is written in the same forms', async () => {
  const small = twins.id.replace('resourceGroups', 'resourcegroups');
  const instances = everything.instances?.map((each) => ({ ...each, id: small })) ?? [];
  const now = await exported({ ...everything, instances, assignments: [] }, []);
  const all = [terraform(now), az(now), bicep(now)].map(text).join('\n');
  expect(all).not.toContain('resourcegroups');
});

test('the tags that others have set since are written, too', async () => {
  const now = text(bicep(await exported(everything, [rg, twins, access])));
  expect(now).toContain("foreign: 'mine'");
  expect(now).toContain("owner: 'plant'");
});

test.each<[string, Partial<FakeWorld>, readonly string[], RegExp]>([
  [
    'the access',
    { assignments: [] },
    [rg.id, twins.id],
    /the resource group \(made\), the instance \(made\) and the access \(not there yet\)/,
  ],
  [
    'the instance',
    { assignments: [], instances: [] },
    [rg.id],
    /the resource group \(made\), the instance \(not there yet\) and the access \(not there yet\)/,
  ],
])('what is gone is declared and not taken over, and the head says so: %s', async (_, gone, ids, says) => {
  const now = await exported({ ...everything, ...gone }, [rg, twins, access]);
  expect(imports(now)).toEqual(ids);
  const [main] = terraform(now);
  expect(main?.text).toMatch(says);
  expect(main?.text).not.toMatch(/\d\d:\d\d/);
  expect(terraform(await exported({ ...everything, ...gone }, [rg, twins, access]))).toEqual(terraform(now));
});

test('access that somebody gave under another name is not ours: it is only looked at', async () => {
  const other = '0f0e0d0c-1111-4222-8333-444455556666';
  const now = await exported({ ...everything, assignments: [held(other)] }, [rg, twins]);
  expect(now.declared.map(({ resource }) => resource.kind)).toEqual(['group', 'instance']);
  expect(text(bicep(now))).not.toContain(access.name);
  expect(text(terraform(now))).not.toContain('resource "azurerm_role_assignment"');
});
