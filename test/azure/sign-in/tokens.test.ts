import { describe, expect, test } from '@jest/globals';
import { checkToken, readClaims } from '../../../src/azure/sign-in/claims.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';

describe('who a token is for', () => {
  const token = (claims: object): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  const ids = { tid: contoso.tenant.toUpperCase(), oid: contoso.ana };

  test.each([
    [
      { ...ids, name: 'Ana', upn: 'ana@contoso.com' },
      { kind: 'user', username: 'ana@contoso.com', displayName: 'Ana', tenantId: contoso.tenant },
    ],
    [
      { ...ids, unique_name: 'live.com#ana@outlook.com' },
      { kind: 'user', username: 'ana@outlook.com', displayName: 'live.com#ana@outlook.com' },
    ],
    [
      { ...ids, appid: 'app', idtyp: 'app' },
      { kind: 'servicePrincipal', username: 'app' },
    ],
    [
      { ...ids, appid: 'app' },
      { kind: 'servicePrincipal', username: 'app' },
    ],
  ])('%j', (claims, expected) => expect(readClaims(token(claims))).toMatchObject(expected));

  const scope = 'https://management.azure.com/.default';
  test.each<[string, object, string | undefined, boolean]>([
    [
      'of the directory asked for',
      { tid: contoso.tenant.toUpperCase(), aud: 'https://management.azure.com/' },
      contoso.tenant,
      true,
    ],
    ['of another directory', { tid: contoso.fabrikam, aud: 'https://management.azure.com' }, contoso.tenant, false],
    ['of any directory, where none was named by its id', { tid: contoso.fabrikam }, 'contoso.com', true],
    ['of the directory of whoever signs in', { tid: contoso.fabrikam }, undefined, true],
    ['for another service', { tid: contoso.tenant, aud: 'https://evil.example' }, contoso.tenant, false],
    ['for a service by its application', { tid: contoso.tenant, aud: contoso.automationApp }, contoso.tenant, true],
  ])('a token %s is used or not', (_, claims, tenantId, isUsed) => {
    const check = (): void => checkToken(token(claims), tenantId, scope);
    if (isUsed) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: 'foreign-token' }));
  });

  test("one that can't be read is not for us to read", () => {
    expect(() => checkToken('opaque', contoso.tenant, scope)).not.toThrow();
  });

  test.each(['', 'x', 'a.b.c', token({ oid: 'no guid', tid: contoso.tenant })])('%j is no such token', (text) => {
    expect(() => readClaims(text)).toThrow();
  });
});
