import { expect, test } from '@jest/globals';
import { told } from '../../src/terminal/copied.ts';
import { widthOf } from '../../src/terminal/layout.ts';

const portal = 'https://portal.azure.com/#blade/Microsoft_AAD_IAM/UsersManagementMenuBlade/AllUsers';
const command = 'az role assignment create --assignee ana@contoso.com --role "User Access Administrator" --scope /a/b';

test.each<[string, string, readonly string[]]>([
  ['an address', `Look it up in the portal: ${portal}.`, ['  Look it up in the portal:', `  ${portal}`]],
  [
    'an address in the middle of a sentence',
    `Open ${portal}, then search for the name of the person.`,
    ['  Open', `  ${portal}`, '  then search for the name of the', '  person.'],
  ],
  ['a command at the end', `Ask an owner there: ${command}`, ['  Ask an owner there:', `  ${command}`]],
  ['a command that ends a sentence', 'Sign in: az login.', ['  Sign in:', '  az login']],
  [
    'a path',
    'The damaged file is kept in /home/ana/.local/state/adt-setup/setups/2026-11-28-c7f3bd.json.',
    ['  The damaged file is kept in', '  /home/ana/.local/state/adt-setup/setups/2026-11-28-c7f3bd.json'],
  ],
  [
    'a path of Windows',
    'Written to C:\\Users\\ana\\x.md. Send it.',
    ['  Written to', '  C:\\Users\\ana\\x.md', '  Send it.'],
  ],
  ['a path from home', 'Saved in ~/x/y.json', ['  Saved in', '  ~/x/y.json']],
])('%s stands whole on a line of its own', (_, text, lines) => {
  expect(told('  ', text, 40)).toEqual(lines);
});

test.each([
  'Microsoft.DigitalTwins/register/action on the subscription',
  'Give key=value pairs, such as a/b and/or c.',
  'Sign in with az login, or with --auth browser.',
  'It takes 1/2 minute (or so): wait.',
])('what nobody copies stays in its sentence: %s', (text) => {
  expect(told('', text, 80)).toEqual([text]);
});

test('only what is copied is wider than the window', () => {
  const lines = told('! ', `One two three four five six seven eight: see ${portal} and so on and on and on.`, 30);
  expect(lines.filter((line) => widthOf(line) > 30)).toEqual([`  ${portal}`]);
});
