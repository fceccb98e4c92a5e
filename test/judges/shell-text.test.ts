import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { azd } from '../../src/export/azd.ts';
import type { Exported, ExportFile } from '../../src/export/exported.ts';
import { github } from '../../src/export/github.ts';
import { shellLine } from '../../src/export/shell-text.ts';
import { everything, setUps } from '../support/exported.ts';
import { hostile } from '../support/judges/hostile-texts.ts';
import { runProgram } from '../support/judges/kept-az.ts';
import { describeWith } from '../support/judges/tools.ts';

/** In the place of az, gh and azd: keeps the words that it is called with, and answers with what each is asked for. */
const standIn = `#!/bin/sh
{ for word in "\${0##*/}" "$@"; do printf '%s\\0' "$word"; done; printf '\\n\\0'; } >>"$CALLS"
case "$1 $2 $3" in
  'repo view '*) echo contoso/plant ;;
  'ad app create') echo 0a1b2c3d-aaaa-bbbb-cccc-000000000001 ;;
esac
`;

/** The lines to run that stand at the head of a file, as a person copies them. */
function linesAtHead(files: readonly ExportFile[]): readonly string[] {
  return (files[0]?.text ?? '').split('\n').flatMap((line) => (line.startsWith('#   ') ? [line.slice(4)] : []));
}

describeWith(['dash', 'bash'], 'what is written for POSIX shells', (tools) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-shell-text-'));
    for (const name of ['az', 'gh', 'azd']) writeFileSync(join(folder, name), standIn, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs lines of a shell, and gives the calls that they made. */
  async function calls(shell: string, lines: readonly string[]): Promise<readonly (readonly string[])[]> {
    const log = join(folder, 'calls');
    writeFileSync(log, '');
    const environment = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, CALLS: log, LC_ALL: 'C' };
    expect(await runProgram(shell, ['-euc', lines.join('\n')], environment)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    return readFileSync(log, 'utf8')
      .split('\0\n\0')
      .slice(0, -1)
      .map((call) => call.split('\0'));
  }

  test.each(['dash', 'bash'] as const)('a thousand words come back from %s as they were', async (shell) => {
    // No argument has a zero byte or half of a character, and no name ends in a line break.
    const words = hostile(2000)
      .filter((text) => !/\0|\p{Cs}|\n$/u.test(text))
      .slice(0, 1000);
    expect(words).toHaveLength(1000);
    const lines = words.map((word) => shellLine(['az', word]));
    expect(await calls(tools[shell], lines)).toEqual(words.map((word) => ['az', word]));
  });

  test.each([
    ['AzureCloud', 'api://AzureADTokenExchange', everything],
    ['another cloud', 'api://AzureADTokenExchangeUSGov', setUps['another cloud'] as Exported],
  ])(
    "the workflow's lines for %s make a credential for exactly the environment that its job runs in",
    async (_, audience, exported) => {
      const files = github(exported);
      const made = await calls(tools.dash, linesAtHead(files));
      const credentials = made.flatMap((words) =>
        words.includes('federated-credential')
          ? [JSON.parse(words[words.indexOf('--parameters') + 1] ?? '') as object]
          : [],
      );
      const environment = /^ {4}environment: (.+)$/m.exec(files[0]?.text ?? '')?.[1];
      const known = { issuer: 'https://token.actions.githubusercontent.com', audiences: [audience] };
      expect(credentials).toEqual([
        { name: 'pull-requests', subject: 'repo:contoso/plant:pull_request', ...known },
        { name: 'deployments', subject: `repo:contoso/plant:environment:${environment ?? ''}`, ...known },
      ]);
      const roles = made
        .filter((words) => words.includes('assignment'))
        .map((words) => words[words.indexOf('--role') + 1]);
      expect(roles).toEqual(['Contributor', 'Role Based Access Control Administrator']);
      expect(made.at(-1)).toEqual([
        'gh',
        'variable',
        'set',
        'AZURE_CLIENT_ID',
        '--body',
        '0a1b2c3d-aaaa-bbbb-cccc-000000000001',
      ]);
    },
  );

  test("azd's lines name the environment, where it is and its region", async () => {
    expect(await calls(tools.bash, linesAtHead(azd(everything)))).toEqual([
      [
        'azd',
        'env',
        'new',
        'plant-1',
        '--subscription',
        'b3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36',
        '--location',
        'westeurope',
      ],
      ['azd', 'provision'],
    ]);
  });
});
