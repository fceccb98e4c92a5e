import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import type { Port, Workbench } from '../workbench.ts';
import { id, ownersBench } from './bench.ts';

let bench: Workbench;
let port: Port;
beforeAll(async () => {
  ({ bench, port } = await ownersBench());
});
afterAll(() => bench.close());

test('an account that nobody can sign in with any more is said to be one', async () => {
  expect(await port.azure.principals(id, 'emil@contoso.com')).toMatchObject([{ id: contoso.emil, disabled: true }]);
  expect(await port.azure.principals(id, 'bea@contoso.com')).not.toMatchObject([{ disabled: true }]);
});

describe('an owner', () => {
  test.each<[string, string, readonly string[]]>([
    ['me', 'myself', [contoso.ana]],
    ['a user principal name', 'bea@contoso.com', [contoso.bea]],
    ['in other letters', 'BEA@Contoso.com', [contoso.bea]],
    ['an apostrophe', "sean.o'neil@contoso.com", [contoso.sean]],
    ["a guest's e-mail", 'gus@fabrikam.com', [contoso.gus]],
    ["a guest's name here", 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com', [contoso.gus]],
    ['an alias', 'bea', [contoso.bea]],
    ['a display name', "Seán O'Neil", [contoso.sean]],
    ['a group', 'Platform Admins', [contoso.platformAdmins]],
    ["an application's name", 'contoso-automation', [contoso.automation]],
    ["an application's id", contoso.automationApp, [contoso.automation]],
    ['an object id', contoso.carla, [contoso.carla]],
    ['nobody', 'nobody@contoso.com', []],
    ['no object', '00000000-0000-4000-8000-000000000000', []],
    ['an injection', "x' or userPrincipalName ne 'y@z", []],
  ])('finds %s', async (_, text, ids) => {
    const found = await port.azure.principals(id, text === 'myself' ? 'me' : text);
    expect(found.map((one) => one.id)).toEqual(ids);
  });

  test('is told what kind somebody is', async () => {
    const people = await port.azure.principalsById(id, [
      contoso.gus,
      contoso.platformAdmins,
      contoso.automation,
      '00000000-0000-4000-8000-000000000000',
    ]);
    expect(people.map(({ id: who, type, guest }) => [who, type, guest]).sort()).toEqual(
      [
        [contoso.gus, 'User', true],
        [contoso.platformAdmins, 'Group', undefined],
        [contoso.automation, 'ServicePrincipal', undefined],
      ].sort(),
    );
  });
});
