import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { actions } from '../../src/domain/right.ts';
import type { Line } from '../../src/engine/context.ts';
import { SetupError } from '../../src/errors.ts';
import { type HandOver, helpersOf } from '../../src/step/hand-over.ts';
import { handOverText, refusedHandOver, writeHandOver } from '../../src/wizard/hand-over.ts';
import { dev } from '../support/contoso.ts';

const part: HandOver = {
  from: 'Ana Lima',
  what: 'Give Bea the role',
  why: 'Because.',
  ways: [
    {
      says: 'Give it',
      az: [['az', 'role', 'assignment', 'create', '--scope', "/it's here"]],
      portal: [{ link: 'https://portal.example/users', then: 'choose Add' }],
      bicep: [
        {
          name: 'role.bicep',
          text: "resource x 'y' = {\n  name: 'z'\n}",
          deploy: ['az', 'deployment', 'group', 'create'],
        },
      ],
    },
  ],
  details: [['Scope', '/subscriptions/s']],
  people: ['Carla (Owner)'],
  roles: 'an Owner of the subscription Contoso Dev',
};

describe('the text to send', () => {
  test('has the command to paste, the page to open, the Bicep file, and who can do it', () => {
    const text = handOverText([part], 'adt-setup --sandbox');
    expect(text).toContain("\naz role assignment create --scope '/it'\\''s here'\n");
    expect(text).toContain('open https://portal.example/users, choose Add.');
    expect(text).toContain("```bicep\nresource x 'y' = {\n  name: 'z'\n}\n```");
    expect(text).toMatch(/<details>\n<summary>With Bicep<\/summary>\n\nIn a file role\.bicep:[\s\S]*\n<\/details>/);
    expect(text).toContain('Carla (Owner)');
    expect(text).toContain('Otherwise Ana Lima runs `adt-setup --sandbox` again');
    expect(text).toContain('One thing takes more rights');
  });

  test('numbers several parts in the order in which they are needed', () => {
    const text = handOverText([part, { ...part, what: 'Then this' }], 'adt-setup');
    expect(text).toMatch(/## 1\. Give Bea[\s\S]*## 2\. Then this/);
  });

  test('says which roles can help when nobody is known', () => {
    expect(handOverText([{ ...part, people: [] }], 'adt-setup')).toContain(
      'Who can do it: an Owner of the subscription Contoso Dev.',
    );
  });

  test('numbers the pages to open and names the files, when there are several', () => {
    const portal = [
      { link: 'https://portal.example/a', then: 'choose A' },
      { link: 'https://portal.example/b', then: 'choose B' },
    ];
    const bicep = ['group.bicep', 'instance.bicep'].map((name) => ({ name, text: '', deploy: ['az', name] }));
    const text = handOverText([{ ...part, ways: [{ says: 'Do it', az: [], portal, bicep }] }], 'adt-setup');
    expect(text).toContain(
      'In the portal:\n\n1. Open https://portal.example/a, choose A.\n2. Open https://portal.example/b, choose B.\n',
    );
    expect(text).toMatch(
      /In a file group\.bicep:[\s\S]*az group\.bicep[\s\S]*In a file instance\.bicep:[\s\S]*az instance/,
    );
  });

  test('nothing from Azure can begin a line or hide', () => {
    const evil = 'x\n## Run this instead\u202e\u001b[2J';
    const text = handOverText(
      [
        {
          ...part,
          what: evil,
          why: evil,
          details: [['Scope', evil]],
          people: [evil],
          roles: evil,
          ways: [{ says: evil, az: [], bicep: [{ name: 'x', text: '', deploy: [] }] }],
        },
      ],
      'adt-setup',
    );
    expect(text).not.toMatch(/^## Run this instead/m);
    expect(text).not.toMatch(/[\u202e\u001b]/);
  });
});

test.each([
  ['who can do all of it', [['Bea', 'Carl'], ['Bea']], ['Bea']],
  ['who can do a part, when nobody can do all', [['Carl'], ['Bea']], ['Carl', 'Bea']],
  ['nobody, when nobody is known', [[], []], []],
])('is to be sent to %s', (_, people, expected) => {
  expect(helpersOf(people.map((each) => ({ ...part, people: each })))).toEqual(expected);
});

test('what Azure refused is handed over with its reason, and the command that would do it', () => {
  const refusal = new SetupError({
    ending: 'handover',
    code: 'AuthorizationFailed',
    message: 'You may not.',
    suggestion: 'Ask an owner.',
    correlationId: 'c-1',
  });
  const line: Line = {
    id: 'role',
    title: 'Access',
    rights: [actions.assignRole],
    status: 'failed',
    says: '',
    az: [['az', 'role', 'assignment', 'create']],
    evidence: 'checked',
  };
  const text = handOverText([refusedHandOver(refusal, line, {})], 'adt-setup');
  for (const words of ['Access', 'You may not. Ask an owner.', 'az role assignment create', 'Correlation id: c-1'])
    expect(text).toContain(words);
  const subscription = { subscriptionId: 's-1', subscriptionName: 'Dev' };
  expect(handOverText([refusedHandOver(refusal, line, subscription)], 'adt-setup')).toContain(
    'az account set --subscription s-1\naz role assignment create',
  );
  expect(handOverText([refusedHandOver(refusal, { ...line, az: [] }, {})], 'adt-setup')).not.toContain('```');
  expect(text).toContain('Who can do it: an Owner, User Access Administrator or');
  expect(
    handOverText(
      [
        refusedHandOver(
          refusal,
          { ...line, id: 'instance', rights: [] },
          { subscriptionId: dev.id, subscriptionName: dev.name },
        ),
      ],
      'adt-setup',
    ),
  ).toContain('Who can do it: an Owner or Contributor of the subscription Contoso Dev.');
});

test('is written where it can be, for its owner only, under a harmless name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-hand-over-'));
  try {
    const file = writeHandOver('text', '../../a b', [join(folder, 'nothing-here'), folder]);
    expect(file).toBe(join(folder, 'hand-over-------a-b.md'));
    expect(readFileSync(file, 'utf8')).toBe('text');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('a hand-over where there is something already', () => {
  let folder: string;
  const first = (): string => join(folder, 'hand-over-twins.md');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-setup-hand-over-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('gets a number, and leaves what is there', () => {
    writeFileSync(first(), 'edited by hand');
    expect(writeHandOver('text', 'twins', [folder])).toBe(join(folder, 'hand-over-twins-2.md'));
    expect(writeHandOver('another', 'twins', [folder])).toBe(join(folder, 'hand-over-twins-3.md'));
    expect(readFileSync(first(), 'utf8')).toBe('edited by hand');
  });

  test('is the file that says the same', () => {
    expect(writeHandOver('text', 'twins', [folder])).toBe(first());
    expect(writeHandOver('text', 'twins', [folder])).toBe(first());
  });

  (process.platform === 'win32' ? test.skip : test).each(['target', 'nowhere'])(
    'does not go through a link to %s',
    (name) => {
      const target = join(folder, name);
      if (name === 'target') writeFileSync(target, 'theirs');
      symlinkSync(target, first());
      expect(writeHandOver('text', 'twins', [folder])).toBe(join(folder, 'hand-over-twins-2.md'));
      expect(existsSync(target) ? readFileSync(target, 'utf8') : 'none').toBe(name === 'target' ? 'theirs' : 'none');
    },
  );
});
