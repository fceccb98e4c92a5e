import fc from 'fast-check';
import { anyText } from '../../text/any-text.ts';

const guid = '72f988bf-86f1-41af-91ab-2d7cd011db47';

/** What is meant, as it is copied from pages, files, mails and other shells. */
const meant = [
  guid,
  guid.toUpperCase(),
  guid.replaceAll('-', ''),
  `{${guid}}`,
  'contoso.com',
  'rg-factory',
  'factory-twins',
  'westeurope',
  'West Europe',
  'owner',
  'me',
  'user:ana@contoso.com',
  'group:Factory Team',
  'team=factory env=dev',
  '{"team":"factory"}',
  'environment',
  'device-code',
  'cli',
  'auto',
  'none',
  'system',
  'https://login.microsoftonline.com',
  'http://127.0.0.1:9',
  'http://bob:100%@127.0.0.1:9',
  'http://bob:a%25b@127.0.0.1:9',
  'http://[::1',
  'socks5://127.0.0.1:9',
  '127.0.0.1:9',
  '*',
  'localhost,.azure.com',
  '/dev/null/file.pem',
  '/dev/null',
  'C:\\certs\\app.pfx',
  'true',
  '0',
  'https',
  'en_US.UTF-8',
  'de_DE.ISO-8859-1',
];

/** What copying, shells and editors do to it. */
const mishaps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => `${text} `,
  (text) => `\u00A0${text}`,
  (text) => `${text}\n`,
  (text) => `${text}\r\n`,
  (text) => `"${text}"`,
  (text) => `'${text}'`,
  (text) => `\u201C${text}\u201D`,
  (text) => `{${text}}`,
  (text) => `<${text}>`,
  (text) => `\uFEFF${text}`,
  (text) => text.replaceAll('-', '\u2013'),
  (text) => text.replace('a', '\u0430'),
  (text) => text.replace('o', 'o\u0308'),
  (text) => `${text.slice(0, 3)}\u200B${text.slice(3)}`,
  (text) => `${text}\u202E`,
  (text) => `${text}%`,
  (text) => `${text}${text}`,
  (text) => text.slice(0, -1),
  (text) => `${text}\u0000`,
  (text) => `${text}\uD800`,
  (text) => text.repeat(400),
  () => '',
  () => ' ',
];

/** A text that somebody gives: meant well, and spoilt; or anything at all. */
export const spoilt: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom(...meant), fc.constantFrom(...mishaps)).map(([text, spoil]) => spoil(text)),
  },
  { weight: 1, arbitrary: anyText({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
);
