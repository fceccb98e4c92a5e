import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Fault, FaultKind } from '../../../src/sandbox/host/faults.ts';
import { runInProcess } from '../../support/in-process.ts';
import { newHome } from '../../support/places.ts';
import type { Count } from '../report.ts';
import { aside } from './aside.ts';
import { faulty } from './faulty.ts';
import { spoilt } from './spoilt.ts';

/** What may stand where something else should. */
const wrongValues = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    0,
    -1,
    1e300,
    true,
    '',
    [],
    {},
    [null],
    [[]],
    [{}],
    { value: null },
    'x'.repeat(3000),
  ),
  spoilt,
);

const headers = fc.dictionary(
  fc.constantFrom(
    'Retry-After',
    'Location',
    'Azure-AsyncOperation',
    'Content-Type',
    'Date',
    'WWW-Authenticate',
    'x-ms-request-id',
  ),
  fc.constantFrom(
    '',
    '-1',
    '1e9',
    'soon',
    'https://evil.example/',
    'http://[',
    'text/html',
    'Bearer claims="%%%"',
    'a'.repeat(500),
  ),
  { maxKeys: 2 },
);

const kinds: fc.Arbitrary<FaultKind> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ is: fc.constant('altered' as const), at: fc.nat(400), to: wrongValues, headers }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('status' as const),
      status: fc.constantFrom(200, 201, 202, 204, 301, 307, 400, 401, 403, 404, 405, 409, 410, 418, 423, 451),
      text: fc.oneof(
        spoilt,
        fc.constantFrom('', 'null', '[]', '{}', '{"error":null}', '{"error":{"code":7}}', '<html>'),
      ),
      headers,
    }),
  },
);

const strikes: fc.Arbitrary<Fault> = fc.record({
  nth: fc.integer({ min: 1, max: 45 }),
  times: fc.constantFrom(1, 1, 1, 2, 0),
  what: kinds,
});

/** Any answer to any request of a set-up: it ends with words and a code of its own. `every`: so many runs on one home. */
export async function replies(seed: number, trials: number, path?: string): Promise<Count> {
  const home = newHome();
  const file = join(home.world, 'faults.json');
  const whole = ['--sandbox', '--json', '--timeout', '1', '--fresh', '-g', 'rg-factory', '-n', 'factory-twins'];
  let tried = 0;
  const property = fc.asyncProperty(
    fc.array(strikes, { minLength: 1, maxLength: 2 }),
    fc.boolean(),
    async (list, isPreview) => {
      tried += 1;
      writeFileSync(file, JSON.stringify(list));
      const argv = isPreview ? [...whole, '--dry-run'] : whole;
      const wrong = faulty(await aside(home.folder, () => runInProcess(argv, home.environment)), argv, list);
      if (wrong.length > 0) throw new Error(wrong.join('; '));
      if (tried % 40 === 0) rmSync(join(home.world, 'world.json'), { force: true });
    },
  );
  const what = 'replies: any answer to any request of a set-up';
  try {
    const details = await fc.check(property, { seed, numRuns: trials, ...(path === undefined ? {} : { path }) });
    if (!details.failed) return { what, trials: tried, violations: [] };
    const again = `--only replies --seed ${details.seed} --path ${details.counterexamplePath ?? ''}`;
    return { what, trials: tried, violations: [String(details.errorInstance)], again };
  } finally {
    home.remove();
  }
}
