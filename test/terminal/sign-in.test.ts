import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clipboardTools, copyText } from '../../src/terminal/clipboard.ts';
import { widthOf } from '../../src/terminal/layout.ts';
import { screenOn } from '../../src/terminal/screen.ts';
import { browserPage, browserWait, type CodeEvent, codePage, codeWait } from '../../src/terminal/sign-in-pages.ts';
import { styleOf } from '../../src/terminal/style.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';

const style = styleOf({ color: false, words: false });
const event: CodeEvent = {
  kind: 'device-code',
  userCode: 'F2KB9QZ7X',
  verificationUri: 'https://microsoft.com/devicelogin',
  expiresInSeconds: 900,
  approvesItself: false,
};

describe('signing in with a code', () => {
  test('shows the page, the code and how long it is good', () => {
    expect(codePage(event, style, 79)).toEqual([
      '  To sign in, open this on any device',
      '  https://microsoft.com/devicelogin',
      '  and type the code F2KB9QZ7X  (good for 15 min)',
    ]);
  });

  test('is two lines in the sandbox, which needs none', () => {
    expect(codePage({ ...event, approvesItself: true }, style, 79)).toEqual([
      '  Signing you in. To be someone else, open this and type the code F2KB9QZ7X:',
      '  https://microsoft.com/devicelogin',
    ]);
  });

  test('says why there is a new one', () => {
    expect(codePage({ ...event, renewed: true }, style, 79)[0]).toBe(
      '! The code before was not used in time, so here is a new one.',
    );
  });

  test('says first why somebody who has signed in is asked once more', () => {
    const browser = { kind: 'browser', url: 'https://login.microsoftonline.com' } as const;
    for (const page of [
      codePage({ ...event, onceMore: 'second-proof' }, style, 79),
      browserPage({ ...browser, onceMore: 'second-proof' }, style, 79),
    ]) {
      expect(page.slice(0, 2).join(' ')).toMatch(/^! Azure wants a second proof that it is you before it changes/);
      expect(page.slice(2).join(' ')).toMatch(/sign in/);
    }
    expect(codePage({ ...event, onceMore: 'directory' }, style, 79)[0]).toContain('sign in to it once more');
    expect([...codePage(event, style, 79), ...browserPage(browser, style, 79)].join(' ')).not.toContain('!');
  });

  test("warns personal accounts, which Microsoft's page just turns away", () => {
    expect(codePage({ ...event, workOnly: true }, style, 79).join(' ')).toContain('--tenant');
    expect(codePage(event, style, 79).join(' ')).not.toContain('--tenant');
  });

  test('counts down', () => {
    expect(codeWait(event, false, 872.4, 79)).toBe('Waiting for you to sign in  14:32 left');
    expect(codeWait(event, true, -3, 79)).toContain('just paste it)  0:00 left');
  });

  test.each([24, 40, 60, 80])('fits into %i columns', (columns) => {
    const lines = [
      ...codePage({ ...event, renewed: true, approvesItself: true, onceMore: 'second-proof' }, style, columns),
      codeWait(event, true, 900, columns),
      ...browserPage({ kind: 'browser', url: 'https://login.microsoftonline.com', workOnly: true }, style, columns),
      browserWait(700, columns),
    ];
    // An address is whole, so that it can be copied: the terminal breaks it.
    expect(lines.filter((line) => widthOf(line) > columns && !line.includes(event.verificationUri))).toEqual([]);
  });
});

function terminal(change: Partial<Terminal>): { terminal: Terminal; text: () => string } {
  let text = '';
  const words = { write: (each: string) => (text += each) } as unknown as NodeJS.WriteStream;
  return {
    text: () => text,
    terminal: {
      input: process.stdin,
      words,
      errors: words,
      prompts: words,
      aside: undefined,
      style,
      unasked: '',
      interactive: true,
      animated: false,
      plainPrompts: true,
      quiet: false,
      verbose: false,
      width: () => 80,
      ...change,
    },
  };
}

describe('the code is copied', () => {
  test.each<[string, Partial<Terminal>, Partial<CodeEvent>, boolean]>([
    ['for somebody at a terminal', {}, {}, true],
    ['not where nobody is', { interactive: false }, {}, false],
    ['not in the sandbox', {}, { approvesItself: true }, false],
  ])('%s', async (_, change, more, expected) => {
    const copied: string[] = [];
    const shown = terminal(change);
    const screen = screenOn(shown.terminal, (text) => {
      copied.push(text);
      return Promise.resolve(true);
    });
    screen.tell({ ...event, ...more });
    await Promise.resolve();
    screen.rest();
    expect(copied).toEqual(expected ? ['F2KB9QZ7X'] : []);
    expect(shown.text()).toContain('type the code F2KB9QZ7X');
    expect(shown.text().includes('in the clipboard')).toBe(expected);
  });

  test.each<[NodeJS.Platform, NodeJS.ProcessEnv, readonly string[]]>([
    ['darwin', {}, ['pbcopy']],
    ['win32', {}, ['clip.exe']],
    ['linux', { WSL_INTEROP: '/run/1', DISPLAY: ':0' }, ['clip.exe']],
    ['linux', { WAYLAND_DISPLAY: 'w', DISPLAY: ':0' }, ['wl-copy', 'xclip', 'xsel']],
    ['linux', {}, []],
  ])('on %s with %j by %j', (platform, environment, tools) => {
    expect(clipboardTools(environment, platform).map(([tool]) => tool)).toEqual(tools);
  });
});

(process.platform === 'win32' ? describe.skip : describe)('a tool', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-clip-'));
    writeFileSync(
      join(folder, 'xsel'),
      `#!/bin/sh\n/bin/cat > '${folder}/clip'\n/usr/bin/env > '${folder}/environment'\n`,
    );
    chmodSync(join(folder, 'xsel'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('that is not there is passed over for the next', async () => {
    expect(await copyText('F2KB9QZ7X', { PATH: folder, DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(readFileSync(join(folder, 'clip'), 'utf8')).toBe('F2KB9QZ7X');
  });

  test('is given none of the secrets that are meant for this program (E04)', async () => {
    await copyText('x', { PATH: folder, DISPLAY: ':7', AZURE_CLIENT_SECRET: 'canary' }, 'linux');
    const given = readFileSync(join(folder, 'environment'), 'utf8');
    expect(given).toContain('DISPLAY=:7');
    expect(given).not.toContain('canary');
  });

  test('that none is there is no trouble', async () => {
    expect(await copyText('x', { PATH: '', WAYLAND_DISPLAY: 'w' }, 'linux')).toBe(false);
  });
});
