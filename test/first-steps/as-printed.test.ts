import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { type Serving, serving, stopAll } from '../support/serving.ts';
import { runUnattended } from '../support/unattended.ts';

const isThere = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const az = process.platform !== 'win32' && isThere('az');
/** The Python that has Microsoft's package for signing in already: Debian's. */
const python = spawnSync('/usr/bin/python3', ['-c', 'import azure.identity, ensurepip']).status === 0;

let home: Home;
let served: Serving | undefined;

interface Program {
  readonly steps: readonly { readonly says: string; readonly line: string }[];
}

beforeAll(async () => {
  home = newHome();
  await runUnattended(home, ['--sandbox', '--name', 'my-twins']);
  if (az) served = await serving(home, []);
}, 600_000);
afterAll(() => {
  stopAll();
  home.remove();
});

/** The lines that first steps print, without the one for the other terminal, where the sandbox is served. */
async function linesOf(language: string): Promise<readonly string[]> {
  const { stdout } = await runUnattended(home, ['first-steps', '--sandbox', '--json', '--language', language]);
  const { program } = JSON.parse(stdout) as { readonly program: Program };
  return program.steps.map(({ line }) => line).filter((line) => line !== 'adt-setup sandbox');
}

function shell(lines: readonly string[]): string {
  const environment = { ...home.environment, PATH: `/usr/bin:${process.env['PATH'] ?? ''}`, PIP_NO_INDEX: '1' };
  return execFileSync('/bin/bash', ['-ec', lines.join('\n')], {
    cwd: home.folder,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

/* After a real sign-in with az, as the person who has the role. Left out where there is no az, or no Python with azure-identity. */
(az && python ? test : test.skip)(
  'the program in Python installs and runs exactly as printed, and says who is refused',
  async () => {
    const lines = await linesOf('python');
    expect(shell(lines)).toContain("{'floor': 'Ground floor', 'room': 'Meeting room', 'temperature': 21.5}");
    const host = /running at https:\/\/(\S+)/.exec(served?.said ?? '')?.[1] ?? '';
    const exports = '. <(grep ^export first-steps-python/sandbox.sh)';
    const again = [exports, `export AZURE_DIGITALTWINS_URL=' ${host}/my-twins.api.weu/ '`, lines.at(-1) ?? ''];
    expect(shell(again)).toContain('Meeting room');
    const refused = shell([
      exports,
      `export AZURE_DIGITALTWINS_URL=${host}/other.api.weu`,
      `${lines.at(-1) ?? ''} 2>&1 || true`,
    ]);
    expect(refused).toContain('You are signed in as ana@contoso.com');
  },
  900_000,
);
