import { expect, test } from '@jest/globals';
import { redactBody, redactHeaders, redactUrl } from '../../src/local/redact.ts';

/* The one place that takes secrets out of what is logged: each of them by its name. */

const secret = 'a-secret-of-somebody';
const token = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl';

test.each([
  'Authorization',
  'Proxy-Authorization',
  'Cookie',
  'Set-Cookie',
  'WWW-Authenticate',
  'X-Ms-Authorization-Auxiliary',
])('the header %s is hidden', (name) => {
  expect(redactHeaders([[name, secret]])).toEqual({ [name.toLowerCase()]: '[hidden]' });
});

test('other headers are shown, without tokens and without what signs an address', () => {
  const headers = redactHeaders([
    ['Retry-After', '5'],
    ['X-Note', `it was ${token} here`],
    [
      'Location',
      `https://management.azure.com/operation?api-version=1&t=${secret}&c=${secret}&s=${secret}&h=${secret}`,
    ],
  ]);
  expect(headers['retry-after']).toBe('5');
  expect(headers['x-note']).toBe('it was [hidden] here');
  expect(headers['location']).toContain('api-version=1&t=[hidden]');
  expect(JSON.stringify(headers)).not.toContain(secret);
});

const fields = [
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'password',
  'code',
  'code_verifier',
  'device_code',
  'user_code',
  'verification_uri_complete',
  'client_info',
  'X-Client-Info',
  'secret',
  'sas',
];

test.each(fields)('the field %s is hidden in forms, in JSON and in what is inside of it', (name) => {
  const form = redactBody(
    new URLSearchParams({ [name]: secret, grant_type: 'x' }).toString(),
    'application/x-www-form-urlencoded',
  );
  expect(form).toEqual({ [name]: '[hidden]', grant_type: 'x' });
  expect(redactBody(JSON.stringify([{ inside: { [name]: secret, other: 1 } }]), 'application/json')).toEqual([
    { inside: { [name]: '[hidden]', other: 1 } },
  ]);
});

test('the message beside a device code repeats the code, and is hidden with it; that of an error is not, nor its code', () => {
  expect(redactBody(JSON.stringify({ device_code: secret, message: `Type ${secret}` }), undefined)).toEqual({
    device_code: '[hidden]',
    message: '[hidden]',
  });
  const error = { error: { code: 'AuthorizationFailed', message: 'No.' } };
  expect(redactBody(JSON.stringify(error), undefined)).toEqual(error);
});

test.each(['t', 'c', 's', 'h', 'sig', 'Signature', 'code', 'token', 'access_token', 'state'])(
  'the parameter %s of an address is hidden',
  (name) => {
    expect(redactUrl(`https://localhost/x?a=1&${name}=${secret}`)).toBe(`https://localhost/x?a=1&${name}=[hidden]`);
  },
);

test('tokens are hidden wherever they are', () => {
  expect(redactUrl(`https://localhost/${token}/x`)).toBe('https://localhost/[hidden]/x');
  expect(redactBody(`no JSON: ${token}`, 'text/html')).toBe('no JSON: [hidden]');
  expect(redactBody(JSON.stringify({ note: [`see ${token}`] }), undefined)).toEqual({ note: ['see [hidden]'] });
});
