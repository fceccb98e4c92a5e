import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { Process } from '../../src/local/process.ts';
import { type Keyboard, keyboardOn } from '../../src/terminal/keyboard.ts';

/** A keyboard and the process that it belongs to, with all that happened to them. */
function seat(
  platform = 'linux',
  interactive = true,
): { keyboard: Keyboard; host: EventEmitter; happened: string[]; type(keys: string): void } {
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
  const keyboard = keyboardOn(host as unknown as Process, interactive, () => happened.push('rests'));
  return { keyboard, host, happened, type: (keys) => stdin.emit('data', Buffer.from(keys)) };
}

test('what is typed while nothing is asked does nothing, and the terminal is as before when a question comes', () => {
  const { keyboard, happened, type } = seat();
  keyboard.hold();
  keyboard.hold();
  type('y\r');
  keyboard.free();
  keyboard.free();
  type('\u0003');
  expect(happened).toEqual(['raw', 'listens', 'paused', 'cooked']);
});

test('Ctrl-C interrupts, also among other keys', () => {
  const { keyboard, happened, type } = seat();
  keyboard.hold();
  type('yy\u0003');
  expect(happened.at(-1)).toBe('SIGINT');
});

test('Ctrl-Z suspends the whole job with the terminal as it was, and takes it back when the program goes on', () => {
  const { keyboard, host, happened, type } = seat();
  keyboard.hold();
  type('\u001A');
  expect(happened.slice(2)).toEqual(['rests', 'cooked', 'SIGTSTP to 0']);
  host.emit('SIGCONT');
  expect(happened.at(-1)).toBe('raw');
});

test('there is no Ctrl-Z on Windows', () => {
  const { keyboard, happened, type } = seat('win32');
  keyboard.hold();
  type('\u001A');
  expect(happened).toEqual(['raw', 'listens']);
});

test.each(['x', '\u0003'])('a key ends a wait that any key ends: %j', async (key) => {
  const { keyboard, happened, type } = seat();
  const ended = keyboard.untilKey(async (leave) => {
    type(key);
    await Promise.resolve();
    return leave.aborted;
  });
  expect(await ended).toBe(true);
  type('x');
  expect(happened).not.toContain('SIGINT');
});

test('without anybody there, nothing is touched', () => {
  const { keyboard, happened } = seat('linux', false);
  keyboard.hold();
  keyboard.free();
  expect(happened).toEqual([]);
});

test('a closed terminal is no defect', () => {
  const { keyboard, host } = seat();
  keyboard.hold();
  expect(() => (host as unknown as { stdin: EventEmitter }).stdin.emit('error', new Error('EIO'))).not.toThrow();
});

test('nor is one that is closed before it could be taken or given back', () => {
  const input = Object.assign(new EventEmitter(), {
    // As Node.js tells that a terminal is no longer there.
    setRawMode: () => input.emit('error', new Error('setRawMode EIO')),
    resume: () => undefined,
    pause: () => undefined,
  });
  const host = Object.assign(new EventEmitter(), { stdin: input, platform: 'linux', kill: () => undefined });
  const keyboard = keyboardOn(host as unknown as Process, true, () => undefined);
  expect(() => keyboard.hold()).not.toThrow();
  expect(() => keyboard.free()).not.toThrow();
});
