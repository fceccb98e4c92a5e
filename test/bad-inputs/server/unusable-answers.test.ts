import { changed, refuses, says } from '../network.ts';
import {
  type Case,
  getGroup,
  getInstance,
  listGroups,
  playAll,
  proof,
  putInstance,
  sentOnce,
  withProperties,
} from './bench.ts';

playAll([
  { input: 'H12: an empty 200', meddling: { where: getGroup, meet: says('') }, code: 75 },
  ...['"a string"', '[]', 'null'].map(
    (body): Case => ({
      input: `H13: ${body}`,
      meddling: { where: getGroup, meet: says(body) },
      code: 75,
    }),
  ),
  {
    input: 'H15: the id of another resource',
    meddling: {
      where: getInstance,
      meet: changed(({ status, body }) => ({
        status,
        body: status === 200 ? { ...body, id: String(body['id']).replace(/[^/]+$/, 'somebody-elses') } : body,
      })),
    },
    code: 75,
    words: /does(n't| not) understand|unusable/,
  },
  {
    input: 'H16: fields and a state that nobody knows',
    meddling: {
      where: getInstance,
      times: 4,
      meet: changed((real) =>
        real.status === 200
          ? withProperties(real, { provisioningState: 'Polishing', mood: { is: 'good' } })
          : undefined,
      ),
    },
    code: 0,
  },
  {
    input: 'H16: a state that nobody knows, for ever',
    meddling: {
      where: getInstance,
      meet: changed((real) =>
        real.status === 200 ? withProperties(real, { provisioningState: 'Polishing' }) : undefined,
      ),
    },
    code: 75,
    also: sentOnce(putInstance),
  },

  ...[404, 403, 410].map(
    (status): Case => ({
      input: `H46: the status address of a creation answers ${status}`,
      meddling: { where: /operation(results|statuses|sstatus)/i, meet: refuses(status, 'Gone') },
      code: 0,
      also: sentOnce(putInstance),
    }),
  ),
  ...['Failed', 'Canceled'].map(
    (provisioningState): Case => ({
      input: `H48: a creation ends ${provisioningState}`,
      meddling: {
        where: getInstance,
        meet: changed((real) => (real.status === 200 ? withProperties(real, { provisioningState }) : undefined)),
      },
      code: 4,
      words: new RegExp(provisioningState, 'i'),
      also: sentOnce(putInstance),
    }),
  ),
  {
    input: 'H51: a next link to another host',
    meddling: { where: listGroups, meet: says({ value: [], nextLink: 'https://evil.example/next' }) },
    code: 75,
    words: /evil\.example/,
  },
  {
    input: 'H52: a next link to the same page',
    meddling: {
      where: listGroups,
      meet: (_, request) => ({ status: 200, body: { value: [], nextLink: request.url } }),
    },
    code: 75,
  },
  ...[307, 308].map(
    (status): Case => ({
      input: `H54: ${status} to another host`,
      meddling: { where: listGroups, meet: () => ({ status, headers: { location: 'https://evil.example/' } }) },
      code: 75,
      also: sentOnce(listGroups),
    }),
  ),

  {
    input: 'H60: the host name of somebody else',
    meddling: {
      where: getInstance,
      meet: changed((real) => (real.status === 200 ? withProperties(real, { hostName: 'evil.example' }) : undefined)),
    },
    code: 75,
    also: sentOnce(proof, 0),
  },
]);
