import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { expect, test } from '@jest/globals';
import { renewing } from '../../src/azure/sign-in/renewing.ts';
import type { Session } from '../../src/azure/sign-in/session.ts';

/** Sends with the token "one" to a service that answers 401 with these headers to it; gives the tokens that it saw. */
async function tokensSeen(
  headers: Record<string, string>,
  isRemembered: boolean,
): Promise<readonly (string | undefined)[]> {
  let token = isRemembered ? 'one' : 'two';
  const session = {
    forgetTokens: () => {
      token = 'new';
    },
  } as unknown as Session;
  const credential = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const request = createPipelineRequest({ url: 'https://management.azure.com/x' });
  request.headers.set('authorization', 'Bearer one');
  const seen: (string | undefined)[] = [];
  const next = (sent: typeof request): Promise<PipelineResponse> => {
    seen.push(sent.headers.get('authorization'));
    return Promise.resolve({ status: 401, headers: createHttpHeaders(headers), request: sent });
  };
  await renewing(session, credential, 'scope').sendRequest(request, next);
  return seen;
}

test('a token that is not taken is sent once more as a new one, not as the same again', async () => {
  expect(await tokensSeen({}, true)).toEqual(['Bearer one', 'Bearer new']);
  expect(await tokensSeen({}, false)).toEqual(['Bearer one', 'Bearer two']);
});

test('a demand for more proof is left to whoever can ask for it', async () => {
  expect(await tokensSeen({ 'www-authenticate': 'Bearer claims="e30="' }, true)).toEqual(['Bearer one']);
});
