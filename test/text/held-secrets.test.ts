import { describe, expect, test } from '@jest/globals';
import { hold, masked } from '../../src/text/held-secrets.ts';
import { safe } from '../../src/text/safe.ts';
import { withoutSecrets } from '../../src/text/secrets.ts';
import { fc } from '../support/properties.ts';
import { anyText } from './any-text.ts';

/* What the process holds is shown nowhere: by its value, however it is written. */

const secret = 'pa55 "word" & 100% ~ü';
hold(secret);

describe('a secret that is held', () => {
  test.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ echoed: secret })],
    ['in an address', `https://example.com/?x=${encodeURIComponent(secret)}`],
    ['in a form', new URLSearchParams({ client_secret: secret }).toString()],
    ['as Base64', `Basic ${Buffer.from(secret).toString('base64')}`],
    ['at the end of a text that was cut off', secret.slice(0, 14)],
  ])('is taken out %s', (_, text) => {
    const clean = masked(`before ${text} after`);
    expect(clean).toMatch(/^before .*\[hidden\].* after$/);
    expect(clean).not.toMatch(/pa55|d29yZ/);
  });

  test('goes with the first text that is made safe to show', () => {
    expect(safe(`it is ${secret}\u001b[2J`)).toBe(String.raw`it is [hidden]\u{1b}[2J`);
  });

  test('leaves other text alone, also such as begins alike', () => {
    expect(masked('pa55 is a word; pa55 "other" too')).toBe('pa55 is a word; pa55 "other" too');
  });

  test('is taken out of any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), anyText({ minLength: 8, maxLength: 60 }), (before, after, one) => {
        hold(one);
        expect(masked(before + one + after)).not.toContain(one);
      }),
    );
  });
});

test.each([
  ['that begin alike, as tokens of one sign-in do', 'token-of-ana-for-rm', 'token-of-ana-for-twins-and-more'],
  ['of which one is the beginning of the other', 'passwords', 'passwords-are-longer-than-this'],
  ['that are alike but for their last character', 'the-same-until-here-1', 'the-same-until-here-2'],
])('of two secrets %s, nothing is left, whichever was held first', (_, one, other) => {
  for (const each of [one, other, one]) hold(each);
  expect(masked(`<${one}> <${other}>`)).toBe('<[hidden]> <[hidden]>');
  expect(masked(`<${other}> <${one}>`)).toBe('<[hidden]> <[hidden]>');
});

test('short ones are taken out as words, and what is shorter than a word is none', () => {
  hold('duck');
  hold('xy');
  expect(masked('a duck, ducklings, "duck", xy')).toBe('a [hidden], ducklings, "[hidden]", xy');
});

test.each([
  'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl',
  'eyJhbGciOiJSUzI1NiJ9.eyJhdW',
  `1.A${'Xy-_'.repeat(20)}`,
  `abc8Q~${'k'.repeat(34)}`,
  `ghp_${'a1'.repeat(18)}`,
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----',
])('what can only be a secret is taken out though nobody told of it: %s', (text) => {
  expect(masked(`see ${text} there`)).toBe('see [hidden] there');
});

test.each([
  ['Authorization: Bearer 0123abcdefgh', 'Authorization: Bearer [hidden]'],
  ['client_secret=hunter22&x=1', 'client_secret=[hidden]&x=1'],
  ['AccountKey=abc+/9==, ', 'AccountKey=[hidden], '],
  ['Proxy-Authorization: Basic dXNlcjpwYXNz=', 'Proxy-Authorization: Basic [hidden]'],
])('in what another says, what is called a secret is one: %s', (text, clean) => {
  expect(withoutSecrets(text)).toBe(clean);
});

test.each([
  'Bearer authentication is needed.',
  'Invalid client secret provided. Ensure the secret being sent is the value.',
  'The token is expired.',
])('words about secrets stay: %s', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});
