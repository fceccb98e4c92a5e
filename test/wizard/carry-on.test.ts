import { describe, expect, test } from '@jest/globals';
import type { Command } from '../../src/cli/command.ts';
import { optionsNamed } from '../../src/cli/other-options.ts';
import type { Session } from '../../src/cli/session.ts';
import { carryOnCommand, commandAbout } from '../../src/wizard/carry-on.ts';

const undo: Command = {
  name: 'undo',
  says: '',
  explains: '',
  options: optionsNamed('sandbox', 'cloud', 'state'),
  questions: [],
  run: () => Promise.resolve(0),
};

/** What a session tells a command line: its target, where set-ups are, its options, and the commands there are. */
function session(argv: readonly string[], options: object = {}, commands = [undo]): Session {
  return {
    environment: {},
    target: { argv, setups: '/s' },
    line: { options, commands },
  } as unknown as Session;
}

describe('another command about the same set-up', () => {
  test.each<[string, Session, string, string]>([
    ['is its name alone in Azure', session([]), '/s/x.json', 'adt-setup undo'],
    ['names the scenario', session(['--sandbox=quota']), '/s/x.json', 'adt-setup undo --sandbox=quota'],
    [
      'names the cloud',
      session(['--cloud', 'AzureUSGovernment']),
      '/s/x.json',
      'adt-setup undo --cloud AzureUSGovernment',
    ],
    ['names a file of its own', session([], { state: '/y.json' }), '/y.json', 'adt-setup undo --state /y.json'],
    ['names a file elsewhere', session([]), '/rescued/x.json', 'adt-setup undo --state /rescued/x.json'],
    ['leaves out what the command has no option for', session([], { accessible: 'yes' }), '/s/x', 'adt-setup undo'],
  ])('%s', (_, from, file, line) => {
    expect(commandAbout(from, file, 'undo')).toBe(line);
  });

  test('is none where there is no such command', () => {
    expect(commandAbout(session([]), '/s/x.json', 'first-steps')).toBeUndefined();
  });

  test('is called as this one was', () => {
    const started = { npm_command: 'exec' };
    expect(commandAbout({ ...session([]), environment: started }, '/s/x.json', 'undo')).toBe('npx adt-setup undo');
  });
});

test('the command that carries on names what it must', () => {
  const argv = ['--sandbox=taken'];
  expect(carryOnCommand(session(argv, { accessible: 'yes' }), '/s/x.json')).toBe(
    'adt-setup --sandbox=taken --accessible',
  );
  expect(carryOnCommand(session(argv), '/rescued/x.json')).toBe('adt-setup --sandbox=taken --state /rescued/x.json');
});
