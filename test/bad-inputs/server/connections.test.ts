import { drips, fails, lost, silence } from '../network.ts';
import { type Case, listGroups, looksBetween, playAll, putInstance, sentOnce } from './bench.ts';

playAll([
  { input: 'H01: ENOTFOUND', meddling: { where: listGroups, meet: fails('ENOTFOUND') }, code: 75, words: /no network/ },
  { input: 'H01: EAI_AGAIN', meddling: { where: listGroups, meet: fails('EAI_AGAIN') }, code: 75, words: /no network/ },
  {
    input: 'H03: the connection is reset before the creation arrives',
    meddling: { where: putInstance, times: 1, meet: fails('ECONNRESET') },
    code: 0,
    also: (network) => {
      sentOnce(putInstance, 2)(network);
      looksBetween(network);
    },
  },
  {
    input: 'H04: the connection is reset after the creation took effect',
    meddling: { where: putInstance, times: 1, meet: lost },
    code: 0,
    also: sentOnce(putInstance),
  },
  {
    input: 'H06: the creation is never answered',
    meddling: { where: putInstance, meet: silence },
    code: 75,
    words: /too long.* nothing is made twice/,
    also: looksBetween,
  },
  {
    input: 'H07: an answer comes byte by byte',
    meddling: { where: listGroups, meet: drips },
    code: 75,
    words: /too long/,
  },
  ...(
    [
      ['H09: self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', /localhost.*NODE_EXTRA_CA_CERTS/],
      ['H09: expired', 'CERT_HAS_EXPIRED', /localhost.*date and time/],
      ['H09: of another host', 'ERR_TLS_CERT_ALTNAME_INVALID', /localhost.*not valid/],
      ['H10: signed anew by a company', 'SELF_SIGNED_CERT_IN_CHAIN', /localhost.*NODE_EXTRA_CA_CERTS/],
    ] as const
  ).map(
    ([input, code, words]): Case => ({
      input,
      meddling: { where: listGroups, meet: fails(code) },
      code: 75,
      words,
      also: sentOnce(listGroups),
    }),
  ),
]);
