import { expect, test } from '@jest/globals';
import { inMarkdown } from '../../src/text/markdown.ts';

test.each([
  ['Ana Lima', 'Ana Lima'],
  ['rg_factory_1', 'rg_factory_1'],
  ['_Ana_', String.raw`\_Ana\_`],
  ['**free** `rm`', String.raw`\*\*free\*\* \`rm\``],
  ['[portal](https://evil.example)', String.raw`\[portal\](https\://evil.example)`],
  ['see www.evil.example', String.raw`see www\.evil.example`],
  ['<img src=x> &lt;', String.raw`\<img src=x\> \&lt;`],
  ['# Run this', String.raw`\# Run this`],
  ['- one', String.raw`\- one`],
  ['1. one', String.raw`1\. one`],
  ['===', String.raw`\===`],
  ['    code', 'code'],
  ['a\n# b', String.raw`a \# b`],
  ['a\u202Eb', String.raw`a\\u{202e}b`],
  ['Bea ~~Cruz~~ | $x$', String.raw`Bea \~\~Cruz\~\~ \| \$x\$`],
  [
    'Microsoft.DigitalTwins/register/action on /subscriptions/s',
    'Microsoft.DigitalTwins/register/action on /subscriptions/s',
  ],
])('%j is written as %s', (text, written) => {
  expect(inMarkdown(text)).toBe(written);
});
