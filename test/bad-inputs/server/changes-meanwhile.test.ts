import type { PipelineRequest } from '@azure/core-rest-pipeline';
import { expect } from '@jest/globals';
import { grant, remove } from '../../support/administrator.ts';
import { refuses } from '../network.ts';
import { getInstance, placeNow, playAll, putInstance, putRole, sentOnce } from './bench.ts';

/** The id of the group that an address names. */
const groupIn = (url: string): string =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/?]+/i.exec(new URL(url).pathname)?.[0] ?? '';

/** What a request for a role asks for. */
function assignmentIn({ url, body }: PipelineRequest): { scope: string; principalId: string; roleId: string } {
  const { properties } = JSON.parse(body as string) as {
    properties: { principalId: string; roleDefinitionId: string };
  };
  const [scope = ''] = new URL(url).pathname.split('/providers/Microsoft.Authorization/');
  const { principalId, roleDefinitionId } = properties;
  return { scope, principalId, roleId: roleDefinitionId.split('/').at(-1) ?? '' };
}

playAll([
  {
    input: 'H28: the group is deleted after it was made',
    meddling: {
      where: putInstance,
      times: 1,
      meet: async (_, request) => {
        expect(await remove(placeNow().sandbox, groupIn(request.url))).toBe(202);
        placeNow().clock.ahead += 60_000;
        return undefined;
      },
    },
    code: 4,
    words: /ResourceGroupNotFound/,
    also: sentOnce(putInstance),
  },
  {
    input: 'H30: what was made is not seen at once',
    meddling: { where: getInstance, times: 5, meet: refuses(404, 'ResourceNotFound') },
    code: 0,
    also: sentOnce(putInstance),
  },

  {
    input: 'H34: somebody else gives the same role at that moment',
    meddling: {
      where: putRole,
      times: 1,
      meet: async (_, request) => {
        const { scope, principalId, roleId } = assignmentIn(request);
        expect(await grant(placeNow().sandbox, scope, principalId, roleId)).toBe(201);
        return undefined;
      },
    },
    code: 0,
    also: sentOnce(putRole),
  },
  {
    input: 'H36: the directory does not know the principal yet',
    meddling: { where: putRole, times: 3, meet: refuses(400, 'PrincipalNotFound') },
    code: 0,
    also: sentOnce(putRole, 4),
  },
  {
    input: 'H37: the service is not registered everywhere yet',
    meddling: { where: putInstance, times: 3, meet: refuses(409, 'MissingSubscriptionRegistration') },
    code: 0,
    also: sentOnce(putInstance, 4),
  },
  {
    input: 'H37: the region does not know the registration yet',
    meddling: { where: putInstance, times: 3, meet: refuses(400, 'NoRegisteredProviderFound') },
    code: 0,
    also: sentOnce(putInstance, 4),
  },
]);
