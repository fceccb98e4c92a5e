import { describe, expect, test } from '@jest/globals';
import { proxyFrom } from '../../../src/azure/http/proxy.ts';

describe('the company proxy', () => {
  test('is read from the environment, with its exceptions', () => {
    const environment = {
      https_proxy: 'http://ana:p%40ss@proxy.example:8080',
      NO_PROXY: 'localhost, .corp.example,*.x.example',
    };
    expect(proxyFrom(environment)).toEqual({
      variable: 'https_proxy',
      settings: { host: 'http://proxy.example', port: 8080, username: 'ana', password: 'p@ss' },
      exceptions: ['.localhost', '.corp.example', '.x.example'],
    });
  });

  test.each([{}, { HTTPS_PROXY: '' }, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }])('none in %j', (environment) => {
    expect(proxyFrom(environment)).toBeUndefined();
  });

  test.each(['proxy:8080', 'socks5://proxy', '::'])('%s is no proxy, and the variable is named', (value) => {
    expect(() => proxyFrom({ HTTPS_PROXY: value })).toThrow(/HTTPS_PROXY/);
  });
});
