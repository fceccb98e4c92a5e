import { expect } from '@jest/globals';
import { changed, refuses } from '../network.ts';
import { type Case, listGroups, looksBetween, placeNow, playAll, putInstance, sentOnce } from './bench.ts';

playAll([
  {
    input: 'H42: 429 with an endless wait',
    meddling: { where: listGroups, meet: refuses(429, 'TooManyRequests', 'Wait.', { 'retry-after': '9999999' }) },
    code: 75,
    also: sentOnce(listGroups),
  },
  ...['9999999', '-5', '0', 'soon'].map(
    (wait): Case => ({
      input: `H43: Retry-After: ${wait} of a creation under way`,
      meddling: {
        where: putInstance,
        meet: changed(({ status, body, headers }) => ({ status, body, headers: { ...headers, 'retry-after': wait } })),
      },
      code: 0,
      also: () => expect(placeNow().clock.ahead).toBeLessThan(60_000),
    }),
  ),
  ...[500, 502, 503, 504].map(
    (status): Case => ({
      input: `H45: ${status} to a creation`,
      meddling: { where: putInstance, times: 1, meet: refuses(status, 'Trouble') },
      code: 0,
      also: (network) => {
        sentOnce(putInstance, 2)(network);
        looksBetween(network);
      },
    }),
  ),
]);
