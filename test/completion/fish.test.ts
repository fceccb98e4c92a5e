import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { fish } from '../../src/completion/scripts/fish.ts';
import { runProgram } from '../support/judges/kept-az.ts';
import { describeWith } from '../support/judges/tools.ts';
import type { Home } from '../support/places.ts';
import { leaveAll, sitAtProgram } from '../support/sitting.ts';
import { forShells, hardNames, homeWith } from './saved-home.ts';

const { blanks, quotes, signs } = hardNames;

describeWith(['fish'], 'a real fish', (tools) => {
  let home: Home;
  let place: Pick<Home, 'folder' | 'environment'>;
  let script: string;

  beforeAll(() => {
    home = homeWith([
      { name: 'factory-twins', group: 'rg-factory', subscription: blanks },
      { name: 'office-twins', group: 'rg-office', subscription: quotes },
      { name: 'signs-twins', group: 'rg(signs)', subscription: signs },
    ]);
    place = forShells(home);
    script = join(place.folder, 'adt-setup.fish');
    writeFileSync(script, fish);
  });
  afterEach(leaveAll);
  afterAll(() => home.remove());

  /** What fish offers for a line, without what it says of it; and what it writes to standard error. */
  async function offered(line: string, environment: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
    const { stdout, stderr } = await runProgram(
      tools.fish,
      ['--no-config', '-c', `cd ~; source $argv[1]; complete -C $argv[2]`, script, line],
      { ...place.environment, ...environment },
    );
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .filter((each) => each !== '')
      .map((each) => each.split('\t')[0] ?? '');
  }

  test.each([
    ['adt-setup st', ['status']],
    ['adt-setup status --na', ['--name']],
    ['adt-setup status --name ', ['factory-twins', 'office-twins', 'signs-twins']],
    ['adt-setup --auth=dev', ['--auth=device-code']],
    [`adt-setup -g 'rg'"-"office --name `, ['office-twins']],
    ['adt-setup -g rg\\(', ['rg(signs)']],
    ['adt-setup --subscription Con', [blanks]],
    ['adt-setup --subscription=Con', [`--subscription=${blanks}`]],
    ['adt-setup --subscription "Contoso D', [blanks]],
    ["adt-setup --subscription='Contoso D", [`--subscription=${blanks}`]],
    ['adt-setup --subscription it', [quotes]],
    ["adt-setup --subscription 'it", [quotes]],
    ['adt-setup --subscription a', [signs]],
    ['adt-setup --log some\\ fi', ['some file.json']],
    ['adt-setup --log=some\\ fi', ['--log=some file.json']],
    ['adt-setup sandbox --data some', ['some folder/']],
    ['adt-setup sandbox --data=some', ['--data=some folder/']],
    ['adt-setup --plan some', []],
    ['adt-setup --name (touch evil) --auth=dev', ['--auth=device-code']],
  ])('%s', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });

  test('what goes wrong is not said in the middle of the line', async () => {
    expect(await offered('adt-setup st', { FAILS: '1' })).toEqual([]);
  });

  test.each([
    ['adt-setup --auth=dev', '<--auth=device-code>'],
    ['adt-setup --subscription Con', `<--subscription><${blanks}>`],
    ['adt-setup --subscription=it', `<--subscription=${quotes}>`],
    ["adt-setup --subscription 'it", `<--subscription><${quotes}>`],
    ['adt-setup --subscription "a', `<--subscription><${signs}>`],
    ['adt-setup --log=some\\ fi', '<--log=some file.json>'],
  ])('%s, Tab and Enter: what is put in is one word', async (line, words) => {
    const prompt = `source ${script}; function fish_prompt; echo 'ready> '; end`;
    const sitting = sitAtProgram(tools.fish, ['--no-config', '--init-command', prompt], place);
    await sitting.until('ready> ');
    sitting.type(`${line}\t\r`);
    await sitting.until(' ran');
    expect(/^(<.*>) ran/m.exec(sitting.text())?.[1]).toBe(words);
  });
});
