import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { type Proxy, proxyFrom } from '../../../src/azure/http/proxy.ts';
import { proxyRefusal } from '../../../src/azure/http/proxy-refusal.ts';

const through = 'http://127.0.0.1:1';
const host = 'login.microsoftonline.com';

describe('the company proxy', () => {
  test('is read from the environment, with its exceptions', () => {
    const environment = {
      https_proxy: 'http://ana:p%40ss@proxy.example:8080',
      NO_PROXY: 'localhost, .corp.example',
    };
    const proxy = proxyFrom(environment);
    expect(proxy?.variable).toBe('https_proxy');
    expect(proxy?.address.href).toBe('http://ana:p%40ss@proxy.example:8080/');
    expect(proxy?.exceptions).toEqual(['localhost', 'corp.example']);
  });

  test.each([
    [{ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' }, 'https_proxy', 'b:1'],
    [{ HTTPS_PROXY: 'http://a:1', https_proxy: ' ' }, 'HTTPS_PROXY', 'a:1'],
    [{ ALL_PROXY: 'http://a:1' }, 'ALL_PROXY', 'a:1'],
    [{ HTTP_PROXY: 'http://a:1', all_proxy: 'http://b:1' }, 'all_proxy', 'b:1'],
    [{ HTTPS_PROXY: 'proxy:8080' }, 'HTTPS_PROXY', 'proxy:8080'],
    [{ HTTPS_PROXY: 'ana:secret@proxy:8080' }, 'HTTPS_PROXY', 'proxy:8080'],
    [{ HTTPS_PROXY: 'socks5://a:1', ALL_PROXY: 'http://b:1' }, 'ALL_PROXY', 'b:1'],
  ])('%j: %s names %s', (environment, variable, at) => {
    const proxy = proxyFrom(environment);
    expect(proxy).toMatchObject({ variable });
    expect(proxy?.address.host).toBe(at);
  });

  test.each([{}, { HTTPS_PROXY: '' }, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }])('none in %j', (environment) => {
    expect(proxyFrom(environment)).toBeUndefined();
  });

  test.each([
    ['http://', 'does not hold the address'],
    ['http://[::1', 'does not hold the address'],
    ['::', 'does not hold the address'],
    ['socks5://proxy', 'socks5'],
    ['pac+https://proxy/x.pac', 'pac+https'],
    ['http://bob:100%@proxy:8080', 'a % that stands for nothing'],
    ['http://b%b:x@proxy:8080', 'a % that stands for nothing'],
  ])('%s is no proxy, and the variable is named', (value, words) => {
    expect(() => proxyFrom({ HTTPS_PROXY: value })).toThrow(/HTTPS_PROXY/);
    expect(() => proxyFrom({ HTTPS_PROXY: value })).toThrow(words);
  });
});

describe('NO_PROXY', () => {
  const lists = [
    ['LOGIN.MicrosoftOnline.com', false],
    ['.microsoftonline.com', false],
    ['microsoftonline.com.', false],
    ['com', false],
    ['localhost, .microsoftonline.com.', false],
    ['localhost,,microsoftonline.com', false],
    ['localhost microsoftonline.com', false],
    ['x\t,\tmicrosoftonline.com', false],
    ['*', false],
    ['*.microsoftonline.com', true],
    ['a,*', true],
    [' * ', true],
    ['online.com', true],
    ['microsoftonline.com:443', true],
    ['..microsoftonline.com', true],
    ['login.microsoftonline.com..', true],
    ['.', true],
    ['10.0.0.0/8', true],
  ] as const;

  test.each(lists)('%j', (list, isServed) => {
    expect(proxyFrom({ HTTPS_PROXY: through, no_proxy: list })?.serves(host) ?? false).toBe(isServed);
  });

  test('in small letters is the one that counts', () => {
    const environment = { HTTPS_PROXY: through, NO_PROXY: host, no_proxy: 'localhost' };
    expect(proxyFrom(environment)?.serves(host)).toBe(true);
    expect(proxyFrom({ ...environment, no_proxy: '' })?.serves(host)).toBe(false);
  });

  const curl = (list: string): string =>
    spawnSync('curl', ['-sS', '-m', '5', `https://${host}.invalid/`], {
      encoding: 'utf8',
      env: { ...process.env, https_proxy: through, no_proxy: list.replaceAll(host, `${host}.invalid`) },
    }).stderr;
  const has = spawnSync('curl', ['--version']).status === 0;

  (has ? test.each(lists) : test.skip.each(lists))('%j, as the real curl reads it', (list, isServed) => {
    const said = curl(
      list.replaceAll(/microsoftonline\.com/gi, 'microsoftonline.com.invalid').replace(/^com$/, 'invalid'),
    );
    expect(said.includes('127.0.0.1 port 1')).toBe(isServed);
  });
});

describe('what a proxy says', () => {
  const proxy = (address: string): Proxy => proxyFrom({ HTTPS_PROXY: address }) as Proxy;
  const twins = 'plant.api.weu.digitaltwins.azure.net';
  test.each([
    [
      'a host that is not allowed',
      403,
      [],
      through,
      host,
      'The proxy that HTTPS_PROXY names refuses login.microsoftonline.com (403).',
    ],
    [
      'the same for an instance',
      403,
      [],
      through,
      twins,
      'for plant.api.weu.digitaltwins.azure.net or *.digitaltwins.azure.net to be allowed',
    ],
    ['an odd refusal', 418, [], through, host, 'refuses login.microsoftonline.com (418)'],
    ['a host that it cannot reach', 503, [], through, host, "can't reach login.microsoftonline.com (503)"],
    ['who is there', 407, ['Basic'], through, host, 'wants a user and a password (407), by Basic.'],
    ['who is there, and does not say how', 407, [], through, host, 'HTTPS_PROXY=http://USER:PASSWORD@127.0.0.1:1'],
    [
      'a way that we have not',
      407,
      ['Negotiate', 'NTLM'],
      through,
      host,
      "can't sign in by Negotiate or NTLM. Run a proxy on this computer",
    ],
    [
      'another password',
      407,
      ['Basic'],
      'http://a:b@127.0.0.1:1',
      host,
      'does not accept the user and the password there (407)',
    ],
  ] as const)('%s', (_, status, offers, address, name, words) => {
    const { ending, message, suggestion, httpStatus } = proxyRefusal(
      { status, offers },
      proxy(address),
      name,
      name === twins,
    );
    expect(`${message} ${suggestion}`).toContain(words);
    expect({ ending, httpStatus }).toEqual({ ending: 'forNow', httpStatus: undefined });
  });
});
