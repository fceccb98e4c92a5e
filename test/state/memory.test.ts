import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import { readState } from '../../src/state/file.ts';
import { memoryOf, newRecord } from '../../src/state/memory.ts';
import { writeState } from '../../src/state/save.ts';
import { newAssignment, newGroup } from '../support/resources.ts';
import { file, folder, now, record } from './scene.ts';

const role = newAssignment({ scope: '/subscriptions/x', roleId: 'r', principalId: 'p' });

describe('a memory', () => {
  test('has each thing that was made once, whatever the case of its id', () => {
    const memory = memoryOf(record, undefined, () => now.getTime());
    const made = { step: 'role', id: role.id, kind: 'assignment', sent: role } as const;
    memory.made(made, now.getTime());
    memory.made({ ...made, id: role.id.toUpperCase() }, now.getTime());
    expect(memory.record().made).toHaveLength(1);
  });

  test('is on disk after every change, and in order: making before, made after', () => {
    const memory = memoryOf(record, file, () => now.getTime());
    memory.keep('location', { value: 'eastus', from: 'flag' });
    expect(readState(file)?.answers['location']).toEqual({ value: 'eastus', from: 'flag' });
    memory.making('role', role, now.getTime());
    expect(readState(file)?.making).toMatchObject({ step: 'role', id: role.id, sent: role, direction: 'make' });
    memory.made({ step: 'role', id: role.id, kind: 'assignment', sent: role }, now.getTime());
    expect(readState(file)).toMatchObject({ making: null, made: [{ step: 'role', id: role.id, sent: role }] });
  });

  test('saves answers that come together once, and those that it has not at all', () => {
    const memory = memoryOf(record, file, () => now.getTime());
    const answers = { location: { value: 'eastus', from: 'flag' }, name: { value: 'twins', from: 'file' } } as const;
    memory.keepAll(answers);
    memory.keepAll(answers);
    expect(readState(file)).toMatchObject({ answers, serial: record.serial + 1 });
  });

  test('keeps the time when something was first begun', () => {
    const memory = memoryOf(record, file, () => now.getTime());
    expect(memory.making('instance', { ...newGroup('x', 'y'), id: '/subscriptions/X' }, now.getTime() + 5000)).toBe(
      now.getTime(),
    );
  });

  test('is nowhere before there is anything worth it, nor any more when that was refused', () => {
    const memory = memoryOf(newRecord('AzureCloud', now), file, () => now.getTime());
    memory.keep('auth', { value: 'cli', from: 'recommended' });
    memory.settled('login');
    expect([memory.file(), readdirSync(folder)]).toEqual([undefined, []]);
    memory.keep('subscription', { value: 'No such', from: 'flag' });
    expect([memory.file(), readState(file)?.done]).toEqual([file, ['login']]);
    memory.refused('subscription');
    expect([memory.file(), readdirSync(folder)]).toEqual([undefined, []]);
  });

  test('of a set-up that was saved before has the earlier answer back when the one given now is refused', () => {
    const saved = { ...record, serial: 1, answers: { name: { value: 'plant-a', from: 'prompt' } } } as const;
    writeState(file, saved);
    const memory = memoryOf(saved, file, () => now.getTime());
    memory.keep('name', { value: 'taken', from: 'flag' });
    memory.refused('name');
    expect(readState(file)?.answers).toEqual(saved.answers);
    memory.keep('name', { value: 'typed', from: 'prompt' });
    memory.refused('name');
    expect(memory.answer('name')?.value).toBe('typed');
  });

  test('of a preview is not saved until it is carried out', () => {
    const memory = memoryOf(record, undefined, () => now.getTime());
    memory.keep('location', { value: 'eastus', from: 'prompt' });
    expect(readdirSync(folder)).toEqual([]);
    memory.saveIn(file);
    expect(readState(file)?.answers['location']?.value).toBe('eastus');
  });

  test('a step that fails to save sends nothing more: the error comes out', () => {
    const memory = memoryOf(record, file, () => now.getTime());
    writeState(file, record);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(() => memory.making('role', role, 0)).toThrow(SetupError);
    rmSync(folder);
  });
});
