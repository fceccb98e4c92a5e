import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

interface Tested {
  readonly path: string;
}

interface Cutting {
  shard(tests: readonly Tested[], part: { shardIndex: number; shardCount: number }): readonly Tested[];
}

const tests = join(import.meta.dirname, '..');
const Sequencer = createRequire(import.meta.url)('../tools/sequencer.cjs') as new (told: object) => Cutting;

const files = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
  .map((name): Tested => ({ path: join(tests, name) }));

const part = (of: readonly Tested[], shardIndex: number, shardCount: number): readonly string[] =>
  new Sequencer({}).shard(of, { shardIndex, shardCount }).map(({ path }) => path);

test.each([2, 3, 7])('each file is in one of %i parts, whatever order the last run has left', (count) => {
  const parts = Array.from({ length: count }, (_, at) =>
    part(at % 2 === 0 ? files : files.toReversed(), at + 1, count),
  );
  expect(parts.flat().sort()).toEqual(files.map(({ path }) => path).sort());
  for (const each of parts) expect(Math.abs(each.length - files.length / count)).toBeLessThanOrEqual(1);
});

test('what takes longest is in different halves', () => {
  const first = part(files, 1, 2);
  const long = ['first-steps/as-printed', 'sandbox/deployments/judges/az', 'judges/list-deployed', 'judges/az'];
  const halves = long.map((name) => first.includes(join(tests, `${name}.test.ts`)));
  expect(halves.filter(Boolean)).toHaveLength(2);
});
