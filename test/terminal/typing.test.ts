import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { longestInput, typingOn } from '../../src/terminal/typing.ts';

/** A keyboard whose clock stands still unless it is moved, and what a prompt hears of it. */
function keyboard(): { input: EventEmitter; heard: string[]; typing: NodeJS.ReadStream; clock: { now: number } } {
  const clock = { now: 0 };
  const nothing = (): void => undefined;
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: nothing,
    resume: nothing,
    pause: nothing,
  });
  const typing = typingOn(
    input as unknown as NodeJS.ReadStream,
    () => false,
    () => clock.now,
  );
  const heard: string[] = [];
  typing.on('data', (data: string) => heard.push(data));
  typing.resume();
  return { input, heard, typing, clock };
}

test('of a paste nothing is heard after what is too long already; after a silence everything is again', () => {
  const { input, heard, clock } = keyboard();
  for (let at = 0; at < 4; at += 1) input.emit('data', 'x'.repeat(longestInput));
  expect(heard.join('').length).toBeLessThanOrEqual(2 * longestInput);
  heard.length = 0;
  input.emit('data', 'y');
  expect(heard).toEqual([]);
  input.emit('data', 'yy\u0003');
  expect(heard).toEqual(['\u0003']);
  clock.now += 1000;
  input.emit('data', 'z');
  expect(heard.at(-1)).toBe('z');
});

test('nothing is heard after the first Enter of a piece, nor control characters that no answer has', () => {
  const { input, heard } = keyboard();
  input.emit('data', 'one\rtwo\r');
  input.emit('data', 'a\u0000\u009Bb');
  expect(heard).toEqual(['one\r', 'ab']);
});

test('while it is paused nothing is listened to', () => {
  const { input, heard, typing } = keyboard();
  typing.pause();
  input.emit('data', 'x');
  expect({ heard, listeners: input.eventNames() }).toEqual({ heard: [], listeners: [] });
});
