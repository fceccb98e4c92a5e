import { expect, test } from '@jest/globals';
import { holdSecretsOfEnvironment } from '../../src/local/environment.ts';
import { masked, maskedOutput } from '../../src/text/held-secrets.ts';
import { jsonLine } from '../../src/text/json-line.ts';

/* Which values of the environment are secrets, and what is left of a text that holds them. */

test.each([
  ['AZURE_CLIENT_SECRET', 'first~secret'],
  ['ARM_CLIENT_SECRET', 'second~secret\n'],
  ['DEPLOY_TOKEN', 'wJal/rXUtnFEMI'],
  ['DB_PASSWORD', 'correct horse'],
])('the value of %s is shown nowhere', (name, value) => {
  holdSecretsOfEnvironment({ [name]: value });
  expect(masked(`<${value.trim()}>`)).toBe('<[hidden]>');
});

test.each([
  ['http://ana:p%40ss-word@proxy:8080', 'p%40ss-word', 'p@ss-word'],
  ['ana:100%-mine@proxy:8080', '100%-mine', '100%-mine'],
])("nor is the proxy's password, as it is written, meant and sent: %s", (address, written, meant) => {
  holdSecretsOfEnvironment({ https_proxy: address });
  const sent = Buffer.from(`ana:${meant}`).toString('base64');
  expect(masked(`${written} ${meant} ${sent}`)).toBe('[hidden] [hidden] [hidden]');
});

test.each([
  ['AZURE_FEDERATED_TOKEN_FILE', '/var/run/secrets/token'],
  ['ASK_FOR_PASSWORD', 'true'],
  ['VAULT_TOKEN', 'https://vault.example/token'],
  ['KEY_TOKEN', './secrets/token'],
  ['HOME', '/home/somebody'],
])('%s=%s is no secret', (name, value) => {
  holdSecretsOfEnvironment({ [name]: value });
  expect(masked(`<${value}>`)).toBe(`<${value}>`);
});

test('a secret that is a word of JSON leaves the document whole', () => {
  holdSecretsOfEnvironment({ AZURE_CLIENT_SECRET: 'true', ARM_CLIENT_SECRET: 'outcome' });
  const line = maskedOutput(jsonLine({ outcome: 'ready', isFine: true, says: 'true, she said' }));
  expect(JSON.parse(line)).toEqual({ outcome: 'ready', isFine: true, says: '[hidden], she said' });
});
