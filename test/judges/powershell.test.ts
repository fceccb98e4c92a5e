import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { powerShell } from '../../src/text/shell.ts';
import { hostile } from '../support/judges/hostile-texts.ts';
import { runProgram } from '../support/judges/kept-az.ts';
import { describeWith } from '../support/judges/tools.ts';
import { readPowerShell } from '../support/judges/windows-shell.ts';

/**
 * What arrives as it was. A word `--%` of its own is taken for PowerShell's sign to stop reading, also in quotes, and no answer can be
 * one. PowerShell 7 doubles backslashes at the end of what has white space in it, and Windows
 * PowerShell, which ours are for, doesn't.
 */
const isReadAlike = (text: string): boolean => text !== '--%' && (!/\s/.test(text) || !text.endsWith('\\'));

/** Arguments have no zero byte, and no half of a character. */
const isArgument = (text: string): boolean => !/\0|\p{Cs}/u.test(text);

const words = [
  'rg-factory',
  '--name',
  '-g',
  '--sandbox=slow-role',
  'two words',
  "it's",
  'it’s',
  '“',
  '$env:PATH',
  '@splat',
  '--%',
  '$(calc)',
]
  .concat(hostile(3000, 11))
  .filter(isArgument);

describeWith(['pwsh'], 'a real PowerShell', (tools) => {
  let folder: string;

  /** Runs a script, and gives what it wrote as JSON. */
  async function run(script: string, lines: readonly string[]): Promise<unknown> {
    const file = join(folder, 'run.ps1');
    writeFileSync(join(folder, 'lines.json'), JSON.stringify(lines));
    writeFileSync(
      file,
      `\uFEFF$ErrorActionPreference = 'Stop'\n$lines = Get-Content -Raw '${join(folder, 'lines.json')}' | ConvertFrom-Json\n${script}`,
    );
    const environment = {
      ...process.env,
      POWERSHELL_TELEMETRY_OPTOUT: '1',
      POWERSHELL_UPDATECHECK: 'Off',
      HOME: folder,
    };
    const { code, stdout, stderr } = await runProgram(
      tools.pwsh,
      ['-NoProfile', '-NonInteractive', '-File', file],
      environment,
    );
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as unknown;
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-pwsh-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('its parser sees in each line of ours the program and one word, and nothing that is computed but a character by its number', async () => {
    const lines = ['az', 'adt-setup'].flatMap((program) =>
      words.map((word) => powerShell.words([program, word]).join(' ')),
    );
    const script = `
$out = foreach ($line in $lines) {
  $errors = $null
  $ast = [System.Management.Automation.Language.Parser]::ParseInput($line, [ref]$null, [ref]$errors)
  $all = $ast.EndBlock.Statements
  $elements = if ($errors.Count -eq 0 -and $all.Count -eq 1 -and $all[0].PipelineElements.Count -eq 1) { $all[0].PipelineElements[0].CommandElements }
  if ($elements.Count -ne 2) { $line; continue }
  $word = $elements[1]
  switch ($word.GetType().Name) {
    'StringConstantExpressionAst' { }
    'CommandParameterAst' { if ($word.Argument) { $line } }
    'ConstantExpressionAst' { if ($word.Extent.Text -notmatch '^[0-9]+[a-z]*$') { $line } }
    'ExpandableStringExpressionAst' { foreach ($nested in $word.NestedExpressions) { if ($nested.Extent.Text -notmatch '^\\$\\(\\[char\\]0x[0-9a-f]+\\)$') { $line } } }
    default { $line }
  }
}
ConvertTo-Json -InputObject @($out)`;
    expect(await run(script, lines)).toEqual([]);
  });

  test('a program gets each of them as one argument, as it was', async () => {
    const show = join(folder, 'show.cjs');
    writeFileSync(show, 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    // As in Windows PowerShell, which hands double quotes on without protecting them.
    const alike = words.filter(isReadAlike);
    const inTens = alike.flatMap((_, at) => (at % 100 === 0 ? [alike.slice(at, at + 100)] : []));
    const lines = inTens.map(
      (some) =>
        `& '${process.execPath}' '${show}' ${powerShell
          .words(['adt-setup', ...some])
          .slice(1)
          .join(' ')}`,
    );
    const script = `
$PSNativeCommandArgumentPassing = 'Legacy'
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
$out = foreach ($line in $lines) { Invoke-Expression $line }
ConvertTo-Json -InputObject @($out)`;
    const shown = (await run(script, lines)) as readonly string[];
    expect(shown.flatMap((line) => JSON.parse(line) as readonly string[])).toEqual(alike);
  });

  test('our own reading of its lines agrees with it', async () => {
    const some = words.slice(0, 400);
    const lines = some.map((word) => powerShell.words(['az', word]).join(' '));
    const script = `
function az { ConvertTo-Json -Compress -InputObject @($args | ForEach-Object { [string]$_ }) }
$out = foreach ($line in $lines) { Invoke-Expression $line }
ConvertTo-Json -InputObject @($out)`;
    const shown = (await run(script, lines)) as readonly string[];
    const read = shown.map((line) => JSON.parse(line) as readonly string[]);
    expect(read).toEqual(lines.map((line) => readPowerShell(line).slice(1)));
  });
});
