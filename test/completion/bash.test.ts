import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { bash } from '../../src/completion/scripts/bash.ts';
import { describeWith } from '../support/judges/tools.ts';
import type { Home } from '../support/places.ts';
import { leaveAll, type Sitting, sitAtProgram } from '../support/sitting.ts';
import { forShells, hardNames, homeWith } from './saved-home.ts';

const { blanks, quotes, signs } = hardNames;

describeWith(['shellcheck'], 'shellcheck', (tools) => {
  test('finds nothing in the script for bash', () => {
    const { stdout, status } = spawnSync(tools.shellcheck, ['-s', 'bash', '-'], { input: bash, encoding: 'utf8' });
    expect([stdout, status]).toEqual(['', 0]);
  });
});

describeWith(['bash'], 'a real bash, without the package bash-completion', (tools) => {
  let home: Home;
  let place: Pick<Home, 'folder' | 'environment'>;

  beforeAll(() => {
    home = homeWith([
      { name: 'factory-twins', group: 'rg-factory', subscription: blanks },
      { name: 'office-twins', group: 'rg-office', subscription: quotes },
      { name: 'signs-twins', group: 'rg(signs)', subscription: signs },
    ]);
    place = forShells(home);
  });
  afterEach(leaveAll);
  afterAll(() => home.remove());

  /** A shell at its first prompt, in which completion is set up as the help says. */
  async function shell(before = ''): Promise<Sitting> {
    const rc = join(place.folder, 'rc.bash');
    writeFileSync(rc, `PS1='ready> '\n${before}\neval "$(adt-setup completion bash)"\n`);
    const sitting = sitAtProgram(tools.bash, ['--noprofile', '--rcfile', rc, '-i'], place);
    await sitting.until('ready> ');
    return sitting;
  }

  /** What the program is given when this is typed, Tab at each "→", and Enter. */
  async function typed(line: string, before?: string): Promise<string> {
    const sitting = await shell(before);
    sitting.type(`${line.replaceAll('→', '\t')}\r`);
    await sitting.until(' ran');
    return /^(<.*>) ran/m.exec(sitting.text())?.[1] ?? '';
  }

  test.each([
    ['adt-setup st→', '<status>'],
    ['adt-setup status --na→fac→', '<status><--name><factory-twins>'],
    ['adt-setup --auth=dev→', '<--auth=device-code>'],
    ['adt-setup --auth dev→', '<--auth><device-code>'],
    ['X=1 adt-setup --cloud=AzureU→', '<--cloud=AzureUSGovernment>'],
    [`adt-setup -g 'rg'"-"office --name →`, '<-g><rg-office><--name><office-twins>'],
    ['adt-setup -g rg\\(→', '<-g><rg(signs)>'],
    ['adt-setup --subscription Con→', `<--subscription><${blanks}>`],
    ['adt-setup --subscription=Con→', `<--subscription=${blanks}>`],
    ['adt-setup --subscription "Contoso D→', `<--subscription><${blanks}>`],
    ["adt-setup --subscription='Contoso D→", `<--subscription=${blanks}>`],
    ['adt-setup --subscription Contoso\\ De→', `<--subscription><${blanks}>`],
    ['adt-setup --subscription "Contoso Dev"→', `<--subscription><${blanks}>`],
    ['adt-setup --subscription it→', `<--subscription><${quotes}>`],
    ["adt-setup --subscription 'it→", `<--subscription><${quotes}>`],
    ['adt-setup --subscription="it→', `<--subscription=${quotes}>`],
    ['adt-setup --subscription a→', `<--subscription><${signs}>`],
    ["adt-setup --subscription 'a→", `<--subscription><${signs}>`],
    ['adt-setup --subscription "a→', `<--subscription><${signs}>`],
    ['adt-setup "--subscription=a→', `<--subscription=${signs}>`],
    ['adt-setup --log some\\ fi→', '<--log><some file.json>'],
    ['adt-setup --log=some→i→', '<--log=some file.json>'],
    ['adt-setup sandbox --data some→', '<sandbox><--data><some folder/>'],
    ['adt-setup sandbox --data=some→', '<sandbox><--data=some folder/>'],
    ['adt-setup status <some\\ fi→', '<status>'],
    ['adt-setup --plan some→', '<--plan><some>'],
    ['adt-setup --name $(echo no) --auth=dev→', '<--name><no><--auth=device-code>'],
  ])('%s', async (line, words) => {
    expect(await typed(line)).toBe(words);
  });

  test('also where words are not taken apart at "="', async () => {
    expect(await typed('adt-setup --subscription=it→', 'COMP_WORDBREAKS=${COMP_WORDBREAKS//=}')).toBe(
      `<--subscription=${quotes}>`,
    );
  });

  test('what goes wrong is not said in the middle of the line', async () => {
    const sitting = await shell('export FAILS=1');
    sitting.type('adt-setup st\t\tx\r');
    await sitting.until(' ran\nready>');
    expect(sitting.text()).toMatch(/^ready> adt-setup stx\n<stx> ran\nready>\s*$/);
  });
});
