import { expect, test } from '@jest/globals';
import { newGroup } from '../../support/resources.ts';
import { errorOf } from '../workbench.ts';
import { hostileScene, id, json } from './scene.ts';

const scene = hostileScene();

test("a permission list that a subscription doesn't have is made from the roles", async () => {
  const direct = await scene.port.azure.permissions(`/subscriptions/${id}`);
  scene.meddle = (_, url) =>
    url.includes('/permissions?')
      ? { status: 404, headers: json, body: '{"error":{"code":"InvalidResourceType","message":"m"}}' }
      : undefined;
  expect(await scene.port.azure.permissions(`/subscriptions/${id}`)).toEqual(direct);
  expect(direct?.length).toBeGreaterThan(0);
});

test('a change that wants a second proof asks for it once, then says so', async () => {
  scene.meddle = (method) =>
    method === 'PUT'
      ? {
          status: 401,
          headers: {
            ...json,
            'www-authenticate': `Bearer error="insufficient_claims", claims="${btoa('{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}')}"`,
          },
          body: '{"error":{"code":"RequestDisallowedByPolicy","message":"MFA is required."}}',
        }
      : undefined;
  const details = await errorOf(scene.port.azure.create(newGroup(id, 'rg-proof', 'westeurope', {})));
  expect(details).toMatchObject({ ending: 'signIn', cures: ['sign-in'], httpStatus: 401 });
  expect(scene.port.sent().filter((line) => line.startsWith('PUT'))).toHaveLength(2);
});
