import { SetupError } from '../../src/errors.ts';
import { newRecord } from '../../src/state/memory.ts';
import { decode, encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { newGroup } from '../support/resources.ts';
import { type Count, counting } from './report.ts';

const time = '2026-01-02T03:04:05.000Z';

const sent = newGroup('x', 'y', 'westeurope', { team: 'factory' });
const account = { name: 'ana@contoso.com', objectId: 'a' };

/** A set-up in the middle of its creation, with something in every field. */
export const realRecord: SetupRecord = {
  ...newRecord('AzureCloud', new Date(time)),
  serial: 17,
  answers: {
    subscription: { value: 'bbbbbbbb-0000-4000-8000-000000000001', from: 'recommended' },
    name: { value: 'größe-東京', from: 'prompt' },
    tags: { value: '{"team":"factory","a\\"b":"c"}', from: 'file' },
  },
  tenant: 't',
  account,
  approved: { planId: 'p', account: { ...account, tenantId: 't' }, resources: [sent], at: time },
  facts: { hostName: 'h' },
  done: ['login', 'subscription'],
  making: { step: 'instance', id: sent.id, kind: 'group', sent, direction: 'make', since: time },
  made: [{ step: 'resource-group', id: sent.id, kind: 'group', sent, at: time, born: time }],
  undo: {
    planId: 'p',
    account: { ...account, tenantId: 't' },
    removes: [{ kind: 'group', id: sent.id }],
    data: null,
    at: time,
  },
};

function verdict(bytes: Uint8Array, what: string): readonly string[] {
  try {
    decode(bytes, 'state.json');
    return [`${what}: taken`];
  } catch (error) {
    return error instanceof SetupError ? [] : [`${what}: ${String(error)}`];
  }
}

/** Every beginning of a real state file, and every one of its bits turned over: each is refused, none is a crash. */
export function flips(): Count {
  const { trial, count } = counting('truncations and bit flips of a state file');
  const whole = Buffer.from(encode(realRecord), 'utf8');
  for (let length = 0; length < whole.length; length += 1) trial(verdict(whole.subarray(0, length), `${length} bytes`));
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const bytes = Buffer.from(whole);
    const at = bit >> 3;
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit & 7)), at);
    trial(verdict(bytes, `bit ${bit}`));
  }
  return count();
}
