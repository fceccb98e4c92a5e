import { expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import type { Deployment } from '../../../src/sandbox/world/deployments.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import { dev } from '../addresses.ts';
import { at, scene, template } from './scene.ts';

const nothing = template([]);

/** A world that remembers so many deployments. */
const remembering =
  (count: number) =>
  (world: World): World => {
    const past = Array.from({ length: count }, (_, index): [string, Deployment] => [
      at(`old-${index}`).toLowerCase(),
      {
        id: at(`old-${index}`),
        name: `old-${index}`,
        subscriptionId: contoso.dev,
        location: 'westeurope',
        template: nothing,
        parameters: {},
        correlationId: '00000000-0000-4000-8000-000000000000',
        caller: { kind: 'user', objectId: contoso.ana, tenantId: contoso.tenant, name: 'ana@contoso.com', mfa: true },
        state: 'Succeeded',
        startedAt: index,
        endedAt: index,
        steps: [],
        templateHash: '1',
        providers: [],
        dependencies: [],
      },
    ]);
    return { ...world, deployments: Object.fromEntries(past) };
  };

test('above 700 deployments the oldest go, down to 600', async () => {
  const { put, send, made } = scene({ before: remembering(700) });
  const count = (): number => Object.keys(made.world().deployments ?? {}).length;
  await put('new-701', nothing);
  expect(count()).toBe(701);
  await put('new-702', nothing);
  expect(count()).toBe(601);
  const there = async (name: string) => (await send('HEAD', at(name))).status;
  expect([await there('old-0'), await there('old-699'), await there('new-701')]).toEqual([404, 204, 204]);
});

test('under a lock none goes, and 800 is the end; a name that is there can be used again, and moves to the end', async () => {
  const { put, send } = scene({ before: remembering(800) });
  await send('PUT', `${dev}/providers/Microsoft.Authorization/locks/keep?api-version=2020-05-01`, {
    properties: { level: 'CanNotDelete' },
  });
  const full = await put('one-too-many', nothing);
  expect([full.status, full.body.error]).toEqual([
    409,
    {
      code: 'DeploymentQuotaExceeded',
      message:
        "Creating the deployment 'one-too-many' would exceed the quota of '800'. The current deployment count is '800', please delete some deployments before creating a new one. Please see https://aka.ms/arm-deploy for usage details.",
    },
  ]);
  expect((await put('old-3', nothing)).status).toBe(200);
  expect((await send('GET', at('?api-version=2021-04-01').replace(/\/\?/, '/?'))).body.value[0].name).toBe('old-3');
});
