import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lineInPortions } from '../../src/text/json-line.ts';
import { inPortions, jsonPieces } from '../../src/text/json-pieces.ts';

const documents = fc.dictionary(
  fc.string(),
  fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.array(fc.option(fc.jsonValue(), { nil: undefined }))),
);

test.each([0, 2] as const)('pieces are what JSON.stringify makes, indented by %i', (indent) => {
  fc.assert(
    fc.property(documents, (document) => {
      expect([...jsonPieces(document, indent)].join('')).toBe(JSON.stringify(document, undefined, indent));
    }),
  );
});

test('each entry of a list is a piece', () => {
  expect([...jsonPieces({ a: 1, rows: [{ b: 2 }, 3] })]).toEqual([
    '{"a":',
    '1',
    ',"rows":',
    '[{"b":2}',
    ',3',
    ']',
    '}',
  ]);
});

test('portions are a little more than 64 K characters, whatever the pieces are', () => {
  const pieces = Array.from({ length: 200 }, (_, at) => String(at % 10).repeat(1000));
  const portions = [...inPortions(pieces)];
  expect(portions.map((each) => each.length)).toEqual([66_000, 66_000, 66_000, 2000]);
  expect(portions.join('')).toBe(pieces.join(''));
});

test('a long document comes in several portions, and ends one line', () => {
  const instances = Array.from({ length: 1000 }, (_, at) => ({ name: `site-${at}`, says: 'x'.repeat(200) }));
  const portions = [...lineInPortions({ instances })];
  expect(portions.length).toBeGreaterThan(3);
  expect(portions.join('')).toBe(`${JSON.stringify({ instances })}\n`);
  expect([...lineInPortions({ outcome: 'ready' })]).toEqual(['{"outcome":"ready"}\n']);
});
