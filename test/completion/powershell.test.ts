import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { powershell } from '../../src/completion/scripts/powershell.ts';
import { runProgram } from '../support/judges/kept-az.ts';
import { describeWith } from '../support/judges/tools.ts';
import type { Home } from '../support/places.ts';
import { forShells, hardNames, homeWith } from './saved-home.ts';

const { blanks, quotes, signs } = hardNames;

/** What is typed, and the words that the program is given once the only offer is taken. */
const cases: readonly (readonly [line: string, words: string])[] = [
  ['adt-setup st', '<status>'],
  ['adt-setup status --na', '<status><--name>'],
  ['adt-setup status --name off', '<status><--name><office-twins>'],
  ['adt-setup --auth=dev', '<--auth=device-code>'],
  ['adt-setup --auth dev', '<--auth><device-code>'],
  ['adt-setup -g "rg-office" --name ', '<-g><rg-office><--name><office-twins>'],
  ['adt-setup -g "rg(', '<-g><rg(signs)>'],
  ['adt-setup --subscription con', `<--subscription><${blanks}>`],
  ['adt-setup --subscription=Con', `<--subscription=${blanks}>`],
  ['adt-setup --subscription "Contoso D', `<--subscription><${blanks}>`],
  ["adt-setup --subscription 'Contoso D'", `<--subscription><${blanks}>`],
  ["adt-setup --subscription='Contoso D", `<--subscription=${blanks}>`],
  ['adt-setup --subscription it', `<--subscription><${quotes}>`],
  ["adt-setup --subscription 'it", `<--subscription><${quotes}>`],
  ['adt-setup --subscription a', `<--subscription><${signs}>`],
  ['adt-setup --subscription "a', `<--subscription><${signs}>`],
  ['adt-setup --log some` fi', '<--log><./some file.json>'],
  ['adt-setup --log "some fi', '<--log><./some file.json>'],
  ['adt-setup sandbox --data some', '<sandbox><--data><./some folder>'],
  ['adt-setup --plan some', '<--plan><some>'],
  ['adt-setup --name $(New-Item evil) --auth=dev', '<--name><no><--auth=device-code>'],
];

describeWith(['pwsh'], 'a real PowerShell', (tools) => {
  let home: Home;
  let place: Pick<Home, 'folder' | 'environment'>;
  let answers: readonly { readonly texts: readonly string[]; readonly line: string; readonly ran: string }[];

  beforeAll(async () => {
    home = homeWith([
      { name: 'factory-twins', group: 'rg-factory', subscription: blanks },
      { name: 'office-twins', group: 'rg-office', subscription: quotes },
      { name: 'signs-twins', group: 'rg(signs)', subscription: signs },
    ]);
    place = forShells(home);
    const lines = [...cases.map(([line]) => line), 'adt-setup --timeout '];
    writeFileSync(join(place.folder, 'lines.json'), JSON.stringify(lines));
    writeFileSync(join(place.folder, 'completion.ps1'), powershell);
    const script = join(place.folder, 'run.ps1');
    writeFileSync(
      script,
      `Set-StrictMode -Version Latest
Set-Location $PSScriptRoot
. ./completion.ps1
$answers = foreach ($line in (Get-Content -Raw lines.json | ConvertFrom-Json)) {
  $found = TabExpansion2 $line $line.Length
  $first = @($found.CompletionMatches)[0].CompletionText
  $whole = $line.Remove($found.ReplacementIndex, $found.ReplacementLength).Insert($found.ReplacementIndex, $first)
  $runs = $whole.Replace('$(New-Item evil)', 'no')
  @{ texts = @($found.CompletionMatches.CompletionText); line = $whole; ran = [string](Invoke-Expression $runs) }
}
$env:FAILS = '1'
$failed = @((TabExpansion2 'adt-setup st' 12).CompletionMatches.CompletionText)
ConvertTo-Json -Depth 4 @{ failed = $failed; answers = @($answers); evil = Test-Path evil; errors = $Error.Count }
`,
    );
    const environment = { ...place.environment, POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off' };
    const { stdout, stderr } = await runProgram(
      tools.pwsh,
      ['-NoProfile', '-NonInteractive', '-File', script],
      environment,
    );
    if (stderr !== '') throw new Error(stderr);
    const found = JSON.parse(stdout) as {
      answers: typeof answers;
      failed: readonly string[];
      evil: boolean;
      errors: number;
    };
    expect(found.failed).toEqual(['st']);
    expect([found.evil, found.errors]).toEqual([false, 0]);
    answers = found.answers;
  });
  afterAll(() => home.remove());

  test.each(cases)('%s', (line, words) => {
    const { ran, texts } = answers[cases.findIndex((each) => each[0] === line)] ?? {};
    expect({ ran, count: texts?.length }).toEqual({ ran: `${words} ran`, count: 1 });
  });

  test('where nothing can be offered, files are not offered either', () => {
    expect(answers.at(-1)?.texts).toEqual([' ']);
  });
});
