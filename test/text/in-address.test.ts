import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inAddress } from '../../src/text/in-address.ts';
import { anyText } from './any-text.ts';

test('any text becomes a part of an address that is read back as it was, halves of characters as the replacement character', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(decodeURIComponent(inAddress(text))).toBe(text.replaceAll(/\p{Cs}/gu, '\uFFFD'));
    }),
  );
  expect(inAddress('ana\uD800@contoso.com')).toBe('ana%EF%BF%BD%40contoso.com');
});
