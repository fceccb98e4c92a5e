import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ended, runProgram } from '../support/judges/kept-az.ts';
import { describeWith } from '../support/judges/tools.ts';
import { type Home, newHome } from '../support/places.ts';
import { type Serving, serving, stopAll } from '../support/serving.ts';
import { runUnattended } from '../support/unattended.ts';

/* The lines that first steps print are run as they are, after a real sign-in with az, as the person who has the role. */

interface Program {
  readonly folder: string;
  readonly steps: readonly { readonly says: string; readonly line: string }[];
}

interface Place {
  readonly home: Home;
  readonly served: Serving;
}

let place: Promise<Place> | undefined;

/** An instance in a sandbox that is served, for all languages. */
function placeOfAll(): Promise<Place> {
  const start = async (): Promise<Place> => {
    const home = newHome();
    await runUnattended(home, ['--sandbox', '--name', 'my-twins']);
    return { home, served: await serving(home, []) };
  };
  place ??= start();
  return place;
}

afterAll(async () => {
  stopAll();
  (await place)?.home.remove();
});

/** Runs lines of a shell in the home folder; what package managers have brought before is taken from where they keep it. */
async function shell(lines: readonly string[]): Promise<Ended> {
  const { home } = await placeOfAll();
  const { NODE_EXTRA_CA_CERTS } = process.env;
  const environment = {
    ...home.environment,
    ...(NODE_EXTRA_CA_CERTS !== undefined && { NODE_EXTRA_CA_CERTS }),
    PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
    PIP_NO_INDEX: '1',
    NUGET_PACKAGES: join(homedir(), '.nuget', 'packages'),
    npm_config_cache: join(homedir(), '.npm'),
    npm_config_prefer_offline: 'true',
    npm_config_userconfig: join(homedir(), '.npmrc'),
  };
  return runProgram('/bin/bash', ['-ec', ['cd', ...lines].join('\n')], environment);
}

/**
 * As `adt-setup sandbox` prints them: az signs in as the sandbox's application, which has no role for data. Where the program before has
 * done that already, what is printed to be set is set.
 */
async function linesOfTheApplication(): Promise<readonly string[]> {
  const { home, served } = await placeOfAll();
  const lines = /export AZURE_EXTENSION_DIR[\s\S]*?az login --service-principal.*/.exec(served.said)?.[0] ?? '';
  const own = join(home.folder, 'of-the-application');
  const isSignedIn = existsSync(own);
  const those = isSignedIn ? lines.split('\n').filter((line) => /^\s*export /.test(line)) : [lines];
  return ['home=$HOME', `export HOME='${own}'`, 'mkdir -p "$HOME"', ...those, 'export HOME=$home'];
}

const patience = 900_000;

for (const [language, packages, row] of [
  ['javascript', 'npm-packages', "│ 'Ground floor' │ 'Meeting room' │ 21.5        │"],
  ['python', 'python-packages', "{'floor': 'Ground floor', 'room': 'Meeting room', 'temperature': 21.5}"],
  ['csharp', 'nuget-packages', '{"floor":"Ground floor","room":"Meeting room","temperature":21.5}'],
] as const)
  describeWith(['az', packages], `the program in ${language}`, () => {
    let ended: Ended;
    let run: string;
    /** In a new terminal, where az is signed in already. */
    let exports: string;

    beforeAll(async () => {
      const { home } = await placeOfAll();
      const { stdout } = await runUnattended(home, ['first-steps', '--sandbox', '--json', '--language', language]);
      const { program } = JSON.parse(stdout) as { readonly program: Program };
      const lines = program.steps.map(({ line }) => line);
      // Built already: these are about what the program says.
      run = (lines.at(-1) ?? '').replace('dotnet run', 'dotnet run --no-build');
      exports = `. <(grep ^export ${program.folder}/sandbox.sh)`;
      // In the other terminal, that is: it is served.
      ended = await shell(lines.filter((line) => line !== 'adt-setup sandbox'));
    }, patience);

    test('installs and runs exactly as printed', () => {
      expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining(row) });
    });

    test(
      'takes the address without a scheme, with a slash at its end and blanks around it',
      async () => {
        const host = /running at https:\/\/(\S+)/.exec((await placeOfAll()).served.said)?.[1] ?? '';
        const again = await shell([exports, `export AZURE_DIGITALTWINS_URL=' ${host}/my-twins.api.weu/ '`, run]);
        expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining(row) });
      },
      patience,
    );

    test(
      'names the form of an address that it can not use',
      async () => {
        expect(await shell([exports, 'export AZURE_DIGITALTWINS_URL=http://x', run])).toMatchObject({
          code: 1,
          stdout: '',
          stderr: expect.stringContaining('AZURE_DIGITALTWINS_URL must be https://HOST, not http://x'),
        });
      },
      patience,
    );

    test(
      'says as whom it signed in when an empty answer refuses it, and what to check',
      async () => {
        const { stderr, code } = await shell([exports, ...(await linesOfTheApplication()), run]);
        expect(code).toBe(1);
        expect(stderr).toMatch(/403 from https:\/\/localhost:\d+\/my-twins\.api\.weu: no words/);
        expect(stderr).toMatch(/You are signed in as [0-9a-f-]{36} \(object id [0-9a-f-]{36}\)/);
        expect(stderr).toContain('needs the role Azure Digital Twins Data Reader or Data Owner');
      },
      patience,
    );
  });
