import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { Process } from '../../src/local/process.ts';
import { withPainted } from '../../src/opening/painted.ts';
import { keyboardOn } from '../../src/terminal/keyboard.ts';

const painted = 'Title\n\n? Question\n  choice\n  keys\u001B[2A\u001B[12G';

/** A process with that on its screen, all that is written to it from then on, and what happens to its keyboard. */
function painting(): ReturnType<typeof withPainted> & { written: string[]; happened: string[]; input: EventEmitter } {
  const written: string[] = [];
  const happened: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  const input = Object.assign(new EventEmitter(), {
    setRawMode: (on: boolean) => happened.push(on ? 'raw' : 'cooked'),
    resume: () => happened.push('listens'),
    pause: () => happened.push('paused'),
  });
  const host = Object.assign(new EventEmitter(), { stdin: input, stdout: { write }, stderr: { write } });
  return { ...withPainted(host as unknown as Process, painted), written, happened, input };
}

const erased = '\u001B[2A\r\u001B[J';
const nextTurns = async (): Promise<void> => {
  for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
};

test('what is painted already is not written again, in whatever pieces it comes', () => {
  const { host, written, end } = painting();
  host.stdout.write('Title\n');
  expect(host.ahead?.isPending()).toBe(true);
  host.stdout.write(painted.slice(6, 20));
  host.stdout.write(`${painted.slice(20)} and more`);
  host.stdout.write('then');
  end();
  expect(written.filter((text) => text !== '')).toEqual([' and more', 'then']);
  expect(host.ahead?.isPending()).toBe(false);
  expect(host.ahead?.isStale()).toBe(false);
});

test('where something else is written, what was painted goes, and all that was written stands there', async () => {
  const { host, written } = painting();
  host.stdout.write('Title\n');
  host.stdout.write('Note: something is to be said first.\n');
  host.stdout.write('? Question');
  expect(written.join('')).toBe(`${erased}Title\nNote: something is to be said first.\n? Question`);
  expect(host.ahead?.isStale()).toBe(true);
  await nextTurns();
  expect(host.ahead?.isStale()).toBe(false);
});

test('so it is where the program speaks on standard error, or ends', () => {
  const first = painting();
  first.host.stderr.write('This can not go on.\n');
  expect(first.written.join('')).toBe(`${erased}This can not go on.\n`);
  const second = painting();
  second.end();
  second.end();
  expect(second.written.join('')).toBe(erased);
});

test('keys are left alone while the question that is painted is on its way to being asked', () => {
  const { host, happened } = painting();
  const keyboard = keyboardOn(host, true, () => undefined);
  keyboard.hold();
  host.stdout.write('Title\n\n');
  expect(happened).toEqual([]);
  keyboard.free();
  host.stdout.write(painted.slice(7));
  expect(happened).toEqual([]);
});

test('keys do nothing from when something else is there', () => {
  const { host, happened, input } = painting();
  const keyboard = keyboardOn(host, true, () => undefined);
  keyboard.hold();
  keyboard.hold();
  host.stdout.write('Something else\n');
  input.emit('data', '\r');
  expect(happened).toEqual(['raw', 'listens']);
});
