import { expect, test } from '@jest/globals';
import { languageNamed, languages } from '../../src/first-steps/programs/languages.ts';
import { commandsOf } from '../../src/first-steps/programs/write.ts';

const of = {
  url: 'https://x.api.ugv.digitaltwins.azure.us',
  tenantId: 't',
  scope: 'https://digitaltwins.azure.us/.default',
  authority: 'https://login.microsoftonline.us',
  query: 'SELECT 1',
};

test.each(languages)('$title names the cloud that the instance is in', (language) => {
  const [program = ''] = Object.values(language.files(of));
  for (const part of [of.url, of.scope, of.authority, of.query]) expect(program).toContain(JSON.stringify(part));
});

test.each([
  ['javascript', 'my app', 'linux', "npm install --prefix 'my app'", "node 'my app/first-steps.js'"],
  ['javascript', '-x', 'linux', 'npm install --prefix ./-x', 'node ./-x/first-steps.js'],
  ['csharp', 'app', 'linux', 'dotnet restore app', 'dotnet run --project app'],
  [
    'python',
    'app',
    'linux',
    'python3 -m venv --system-site-packages app/.venv && app/.venv/bin/python -m pip install azure-identity',
    'app/.venv/bin/python app/first_steps.py',
  ],
  [
    'python',
    'my app',
    'win32',
    'py -m venv --system-site-packages "my app/.venv"; & "my app/.venv/Scripts/python" -m pip install azure-identity',
    '& "my app/.venv/Scripts/python" "my app/first_steps.py"',
  ],
] as const)('%s in "%s" on %s: two lines for the shell there', (name, folder, platform, install, run) => {
  expect(commandsOf(languageNamed(name), folder, platform)).toEqual({ install, run });
});

test.each([
  ['C#', 'csharp'],
  [' JS ', 'javascript'],
  ['py', 'python'],
])('%s is %s', (text, name) => {
  expect(languageNamed(text).name).toBe(name);
});
