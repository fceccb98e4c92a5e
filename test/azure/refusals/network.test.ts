import { describe, expect, test } from '@jest/globals';
import { networkTrouble } from '../../../src/azure/http/network.ts';
import type { ErrorDetails } from '../../../src/errors.ts';

describe('the network', () => {
  const host = 'management.azure.com';

  test.each<[string, RegExp, ErrorDetails['again']]>([
    ['ENOTFOUND', /can't find management\.azure\.com/, 'soon'],
    ['EAI_AGAIN', /can't find/, 'soon'],
    ['ECONNREFUSED', /could not be connected to/, 'soon'],
    ['ECONNRESET', /broke before the answer arrived/, 'soon'],
    ['ETIMEDOUT', /took too long/, 'soon'],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/, undefined],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/, undefined],
    ['CERT_HAS_EXPIRED', /date and time/, undefined],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /in its place/, undefined],
  ])('%s', (code, words, again) => {
    const details = networkTrouble({ code, host, changes: false });
    expect(details).toMatchObject({ ending: 'forNow', code });
    expect(details.again).toBe(again);
    expect(`${details.message} ${details.suggestion}`).toMatch(words);
  });

  test('a dead proxy is named by its variable', () => {
    const details = networkTrouble({ code: 'ECONNREFUSED', host, changes: false, proxyVariable: 'https_proxy' });
    expect(details.message).toContain('https_proxy');
    expect(details.suggestion).toContain('unset https_proxy');
  });

  test('a sandbox that has ended is no trouble of the network', () => {
    const details = networkTrouble({ code: 'ECONNREFUSED', host: 'localhost:4443', changes: false, practice: true });
    expect(details.message).toContain('The sandbox at localhost:4443 is gone');
    expect(details.suggestion).not.toMatch(/firewall|proxy/i);
    expect(networkTrouble({ code: 'ECONNRESET', host, changes: false, practice: true }).message).toContain('broke');
  });

  test('a lost answer to a change says that nothing is made twice', () => {
    expect(networkTrouble({ code: 'ECONNRESET', host, changes: true }).suggestion).toContain('nothing is made twice');
  });
});
