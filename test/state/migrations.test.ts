import { expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import { type Released, releasedBy } from '../../src/state/migrations.ts';
import { openState } from '../../src/state/open.ts';
import { encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { realRecord } from '../torture/flips.ts';
import { type Faults, type SimulatedDisk, simulatedDisk } from '../torture/simulated-disk.ts';

/** S14: a state file of an older version is brought to this one. Most of these are made up; one is the first version. */

const now = new Date('2026-01-02T03:04:05Z');
const file = '/state/setup.json';
const versions: Released = releasedBy([
  ({ color, ...body }) => ({
    ...body,
    answers: { ...(body['answers'] as object), tags: { value: color, from: 'file' } },
  }),
  (body) => ({ ...body, outcome: 'brought here' }),
]);

const ofNow: SetupRecord = { ...realRecord, schema: 3, outcome: 'brought here' };
const old: Readonly<Record<number, Uint8Array>> = {
  1: Buffer.from(encode({ ...realRecord, schema: 1, outcome: null, color: 'red' } as SetupRecord)),
  2: Buffer.from(encode({ ...realRecord, schema: 2, outcome: null })),
};
const expected: Readonly<Record<number, SetupRecord>> = {
  1: { ...ofNow, answers: { ...realRecord.answers, tags: { value: 'red', from: 'file' } } },
  2: ofNow,
};

test('a file of version 1 is brought to this one: what it made once counts once, and what was not written down is not made up', () => {
  const id = '/subscriptions/s/resourceGroups/rg';
  const { tenant, account, approved, facts, ...rest } = realRecord;
  expect([tenant, account, approved, facts]).not.toContain(undefined);
  const at = '2026-01-02T03:04:05.000Z';
  const first = {
    ...rest,
    schema: 1,
    making: { step: 'instance', id: `${id}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/x`, since: at },
    made: [
      { step: 'provider', id: '/subscriptions/s/providers/Microsoft.DigitalTwins', at },
      { step: 'resource-group', id, at },
      { step: 'resource-group', id: id.toUpperCase(), at },
    ],
  };
  const bytes = Buffer.from(encode(first as unknown as SetupRecord));
  const { disk, text } = diskWith(new Map([[file, bytes]]));
  const { record } = openState(file, now, disk);
  expect(record).toMatchObject({
    schema: 3,
    tenant: null,
    account: null,
    approved: null,
    facts: {},
    answers: realRecord.answers,
    making: { ...first.making, kind: 'instance', sent: null, direction: 'make' },
    made: [
      { step: 'provider', kind: 'registration', sent: null, at, born: null },
      { step: 'resource-group', id, kind: 'group', sent: null, at, born: null },
    ],
  });
  expect(record?.made).toHaveLength(2);
  expect(text(`${file}.v1.bak`)).toBe(bytes.toString('utf8'));
});

/** The disk with this in it, and what it has under each name in the end. */
function diskWith(
  start: ReadonlyMap<string, Uint8Array>,
  faults: Faults = { before: () => undefined },
): SimulatedDisk & { text(name: string): string } {
  const simulated = simulatedDisk(faults, start);
  return { ...simulated, text: (name) => Buffer.from(simulated.disk.read(name, 1_000_000)).toString('utf8') };
}

const bytesOf = (version: number): Uint8Array => old[version] ?? new Uint8Array();

test.each([1, 2])(
  'S14: of version %i: the original is kept, the person is told, and the next time it is not done again',
  (version) => {
    const { disk, text } = diskWith(new Map([[file, bytesOf(version)]]));
    expect(openState(file, now, disk, versions)).toEqual({
      record: expected[version],
      notices: [expect.stringContaining(`the original is kept in ${file}.v${version}.bak`)],
    });
    expect(text(`${file}.v${version}.bak`)).toBe(Buffer.from(bytesOf(version)).toString('utf8'));
    expect(JSON.parse(text(file))).toMatchObject({ schema: 3 });
    expect(openState(file, now, disk, versions)).toEqual({ record: expected[version], notices: [] });
    expect(disk.list('/state').filter((name) => name.endsWith('.tmp'))).toEqual([]);
  },
);

test('a damaged one of this version is replaced by its copy of an older one', () => {
  const { disk } = diskWith(
    new Map([
      [file, new Uint8Array()],
      [`${file}.bak`, bytesOf(2)],
    ]),
  );
  expect(openState(file, now, disk, versions).record).toEqual(ofNow);
});

test('a disk that is full says so, and leaves the original where it was', () => {
  let isFull = false;
  const { disk, text } = diskWith(new Map([[file, bytesOf(1)]]), {
    before(operation) {
      isFull ||= operation === 'write';
      if (isFull && operation === 'write') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  });
  expect(() => openState(file, now, disk, versions)).toThrow(SetupError);
  expect(text(file)).toBe(Buffer.from(bytesOf(1)).toString('utf8'));
});

test('whatever operation a power loss comes before, the set-up is whole and so is its original', () => {
  let losses = 0;
  let isOver = false;
  for (let nth = 1; !isOver; nth += 1) {
    let operations = 0;
    const { disk, afterPowerLoss } = diskWith(new Map([[file, bytesOf(1)]]), {
      before() {
        operations += 1;
        if (operations >= nth) throw Object.assign(new Error('off'), { code: 'OFF' });
      },
    });
    isOver = isDone(() => openState(file, now, disk, versions));
    for (const folder of afterPowerLoss()) {
      losses += 1;
      const later = diskWith(folder);
      expect(openState(file, now, later.disk, versions).record).toEqual(expected[1]);
      expect(later.text(`${file}.v1.bak`)).toBe(Buffer.from(bytesOf(1)).toString('utf8'));
    }
  }
  expect(losses).toBeGreaterThan(20);
});

function isDone(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
