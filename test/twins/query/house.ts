import { expect } from '@jest/globals';
import { building, type Instance } from '../instance.ts';

function house(): Instance {
  const adt = building({
    room1: ['Room', { name: 'North', temperature: 21.5, humidity: 40, occupied: true, tags: { red: true } }],
    room2: ['Room', { name: 'South', temperature: 25, state: 'Open' }],
    suite: ['Suite', { name: "O'Hara", temperature: -3, thermostat: { $metadata: {}, target: 20 } }],
    ground: ['Floor', { name: 'Ground' }],
    attic: ['Floor', { name: 'Attic' }],
  });
  const relate = (source: string, id: string, body: object): void => {
    expect(adt.call('PUT', `/digitaltwins/${source}/relationships/${id}`, { body }).status).toBe(200);
  };
  relate('ground', 'g1', { $relationshipName: 'contains', $targetId: 'room1', since: '2020-01-01' });
  relate('ground', 'g2', { $relationshipName: 'contains', $targetId: 'suite' });
  relate('attic', 'a1', { $relationshipName: 'contains', $targetId: 'room2', since: '2024-01-01' });
  relate('attic', 'a2', { $relationshipName: 'above', $targetId: 'ground' });
  return adt;
}

/** An instance with a house of two floors and three rooms. */
export const adt = house();

/** What a query is answered with. */
export interface Result {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly continuationToken: string | null;
}

/** What the house answers to a query, which must be right. */
export function ask(query: string): Result {
  const reply = adt.call('POST', '/query', { body: { query } });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body as Result;
}
