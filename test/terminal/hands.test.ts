import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { Process } from '../../src/process.ts';
import { type Hands, handsOn } from '../../src/terminal/hands.ts';

/** A keyboard and the process that it belongs to, with all that happened to them. */
function seat(
  platform = 'linux',
  interactive = true,
): { hands: Hands; host: EventEmitter; happened: string[]; type(keys: string): void } {
  const happened: string[] = [];
  const stdin = Object.assign(new EventEmitter(), {
    setRawMode: (on: boolean) => happened.push(on ? 'raw' : 'cooked'),
    resume: () => happened.push('listens'),
    pause: () => happened.push('paused'),
  });
  const host = Object.assign(new EventEmitter(), {
    stdin,
    platform,
    kill: (pid: number, signal: string) => happened.push(`${signal} to ${pid}`),
  });
  host.on('SIGINT', () => happened.push('SIGINT'));
  const hands = handsOn(host as unknown as Process, interactive, () => happened.push('rests'));
  return { hands, host, happened, type: (keys) => stdin.emit('data', Buffer.from(keys)) };
}

test('what is typed while nothing is asked does nothing, and the terminal is as before when a question comes', () => {
  const { hands, happened, type } = seat();
  hands.hold();
  hands.hold();
  type('y\r');
  hands.free();
  hands.free();
  type('\u0003');
  expect(happened).toEqual(['raw', 'listens', 'paused', 'cooked']);
});

test('Ctrl-C interrupts, also among other keys', () => {
  const { hands, happened, type } = seat();
  hands.hold();
  type('yy\u0003');
  expect(happened.at(-1)).toBe('SIGINT');
});

test('Ctrl-Z suspends the whole job with the terminal as it was, and takes it back when the program goes on', () => {
  const { hands, host, happened, type } = seat();
  hands.hold();
  type('\u001A');
  expect(happened.slice(2)).toEqual(['rests', 'cooked', 'SIGTSTP to 0']);
  host.emit('SIGCONT');
  expect(happened.at(-1)).toBe('raw');
});

test('there is no Ctrl-Z on Windows', () => {
  const { hands, happened, type } = seat('win32');
  hands.hold();
  type('\u001A');
  expect(happened).toEqual(['raw', 'listens']);
});

test.each(['x', '\u0003'])('a key ends a wait that any key ends: %j', async (key) => {
  const { hands, happened, type } = seat();
  const ended = hands.untilKey(async (leave) => {
    type(key);
    await Promise.resolve();
    return leave.aborted;
  });
  expect(await ended).toBe(true);
  type('x');
  expect(happened).not.toContain('SIGINT');
});

test('without anybody there, nothing is touched', () => {
  const { hands, happened } = seat('linux', false);
  hands.hold();
  hands.free();
  expect(happened).toEqual([]);
});

test('a closed terminal is no defect', () => {
  const { hands, host } = seat();
  hands.hold();
  expect(() => (host as unknown as { stdin: EventEmitter }).stdin.emit('error', new Error('EIO'))).not.toThrow();
});
