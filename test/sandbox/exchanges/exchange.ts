import { expect } from '@jest/globals';
import { dev, instance } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import { type Bench, registered } from '../bench.ts';
import { misfits, type Pattern } from '../fits.ts';

/*
 * What the recorded exchanges with the real service boil down to: status, the headers that mean something, keys and types.
 * Each row names the operation as the recordings name it, and makes the same request to the sandbox.
 */
export interface Row {
  readonly operation: string;
  readonly run: () => Promise<Answer>;
  readonly status: number;
  /** Headers that must be there, and with `!` those that must not. */
  readonly headers?: readonly string[];
  /** `undefined`: no body. */
  readonly body?: Pattern;
}

export const error = { error: { code: 's', message: 's' } } as const;

const systemData = {
  createdBy: 's',
  createdByType: 's',
  createdAt: 's',
  lastModifiedBy: 's',
  lastModifiedByType: 's',
  lastModifiedAt: 's',
} as const;

const identity = { type: 's', principalId: 's', tenantId: 's' } as const;
export const times = { provisioningState: 's', createdTime: 's', lastUpdatedTime: 's' } as const;
const head = { id: 's', name: 's', type: 's', location: 's' } as const;
export const oldInstance = { ...head, properties: { ...times, hostName: 's' }, tags: null } as const;

export const newInstance = {
  ...head,
  properties: { ...times, hostName: null, publicNetworkAccess: 's' },
  identity,
  tags: null,
  systemData,
} as const;

export const running = { id: 's', name: 's', status: 's', startTime: 's' } as const;
export const name1 = '88888888-0000-4000-8000-000000000001';
export const scope = `${dev}/resourceGroups/rg-playground`;

export const body2022 = {
  identity: { type: 'SystemAssigned' },
  location: 'eastus',
  properties: { publicNetworkAccess: 'Enabled' },
};

/** An instance just asked for, and the first answer. */
export async function created(version: string, body: object): Promise<{ made: Bench; answer: Answer }> {
  const made = await registered();
  return { made, answer: await made.ask('PUT', `${instance('e694o3')}?api-version=${version}`, { body }) };
}

/** Each row with its name. */
export const named = (rows: readonly Row[]): readonly (readonly [string, Row])[] =>
  rows.map((row) => [row.operation, row] as const);

/** Makes the request of a row, and holds the answer against what was recorded. */
export async function expectAsRecorded(row: Row): Promise<void> {
  const answer = await row.run();
  expect(answer.status).toBe(row.status);
  const wrongHeaders = (row.headers ?? []).filter((name) =>
    name.startsWith('!') ? name.slice(1) in answer.headers : !(name in answer.headers),
  );
  expect(wrongHeaders).toEqual([]);
  if (row.body === undefined) expect(answer.body).toBeUndefined();
  else expect(misfits(answer.body, row.body)).toEqual([]);
}
