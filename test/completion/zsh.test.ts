import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { zsh } from '../../src/completion/scripts/zsh.ts';
import { describeWith } from '../support/judges/tools.ts';
import type { Home } from '../support/places.ts';
import { leaveAll, type Sitting, sitAtProgram } from '../support/sitting.ts';
import { forShells, hardNames, homeWith } from './saved-home.ts';

const { blanks, quotes, signs } = hardNames;
const source = 'eval "$(adt-setup completion zsh)"';
const compinit = 'autoload -Uz compinit && compinit -i';

describeWith(['zsh'], 'a real zsh', (tools) => {
  let home: Home;
  let place: Pick<Home, 'folder' | 'environment'>;

  beforeAll(() => {
    home = homeWith([
      { name: 'factory-twins', group: 'rg-factory', subscription: blanks },
      { name: 'office-twins', group: 'rg-office', subscription: quotes },
      { name: 'signs-twins', group: 'rg(signs)', subscription: signs },
    ]);
    place = forShells(home);
    mkdirSync(join(place.folder, 'functions'));
    writeFileSync(join(place.folder, 'functions', '_adt-setup'), zsh);
  });
  afterEach(leaveAll);
  afterAll(() => home.remove());

  /** A shell at its first prompt. */
  async function shell(rc: readonly string[]): Promise<Sitting> {
    writeFileSync(join(place.folder, '.zshrc'), [`PS1='ready> '`, ...rc, ''].join('\n'));
    const sitting = sitAtProgram(tools.zsh, ['-d', '-i'], place);
    await sitting.until('ready> ');
    return sitting;
  }

  /** What the program is given when this is typed, Tab at each "→", and Enter. */
  async function typed(line: string, rc: readonly string[] = [compinit, source]): Promise<string> {
    const sitting = await shell(rc);
    sitting.type(`${line.replaceAll('→', '\t')}\r`);
    await sitting.until(' ran');
    return /^(<.*>) ran/m.exec(sitting.text())?.[1] ?? '';
  }

  test.each([
    ['adt-setup st→', '<status>'],
    ['adt-setup status --na→fac→', '<status><--name><factory-twins>'],
    ['adt-setup --auth=dev→', '<--auth=device-code>'],
    ['adt-setup --auth dev→', '<--auth><device-code>'],
    [`adt-setup -g 'rg'"-"office --name →`, '<-g><rg-office><--name><office-twins>'],
    ['adt-setup -g rg\\(→', '<-g><rg(signs)>'],
    ['adt-setup --subscription Con→', `<--subscription><${blanks}>`],
    ['adt-setup --subscription=Con→', `<--subscription=${blanks}>`],
    ['adt-setup --subscription "Contoso D→', `<--subscription><${blanks}>`],
    ["adt-setup --subscription='Contoso D→", `<--subscription=${blanks}>`],
    ['adt-setup --subscription Contoso\\ De→', `<--subscription><${blanks}>`],
    ['adt-setup --subscription it→', `<--subscription><${quotes}>`],
    ["adt-setup --subscription 'it→", `<--subscription><${quotes}>`],
    ['adt-setup --subscription="it→', `<--subscription=${quotes}>`],
    ['adt-setup --subscription a→', `<--subscription><${signs}>`],
    ["adt-setup --subscription 'a→", `<--subscription><${signs}>`],
    ['adt-setup "--subscription=a→', `<--subscription=${signs}>`],
    ['adt-setup --log some\\ fi→', '<--log><some file.json>'],
    ['adt-setup --log=some→i→', '<--log=some file.json>'],
    // zsh takes the slash away again when the line is sent.
    ['adt-setup sandbox --data some→', '<sandbox><--data><some folder>'],
    ['adt-setup sandbox --data=some→', '<sandbox><--data=some folder>'],
    ['adt-setup --plan some→', '<--plan><some>'],
    ['adt-setup --name $(echo no) --auth=dev→', '<--name><no><--auth=device-code>'],
  ])('%s', async (line, words) => {
    expect(await typed(line)).toBe(words);
  });

  describe('the script is read', () => {
    test.each([
      ['after compinit', [compinit, source]],
      ['before it', [source, compinit]],
      ['without it', [source]],
      ['as a file of fpath', ['fpath=(~/functions $fpath)', compinit]],
      ['with other habits of words and arrays', ['setopt ksh_arrays sh_word_split', compinit, source]],
    ])('%s', async (_, rc) => {
      expect(await typed('adt-setup status --name=off→', rc)).toBe('<status><--name=office-twins>');
    });
  });

  test('what is offered is said', async () => {
    const sitting = await shell([compinit, source]);
    sitting.type('adt-setup status --name \t');
    await sitting.until('-- unfinished, in rg-factory');
  });

  test('what goes wrong is not said in the middle of the line', async () => {
    const sitting = await shell(['export FAILS=1', compinit, source]);
    sitting.type('adt-setup st\t\tx\r');
    await sitting.until(' ran\nready>');
    expect(sitting.text()).toMatch(/^ready> adt-setup stx\n<stx> ran\nready>\s*$/);
  });
});
