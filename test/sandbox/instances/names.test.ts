import { describe, expect, test } from '@jest/globals';
import { instance, provider, v } from '../addresses.ts';
import { registered, withInstance } from '../bench.ts';
import { check, put } from './bodies.ts';

describe('an instance', () => {
  test.each([
    [0, true],
    [60, false],
  ])('leaves its name taken for %d s (belief, both sides)', async (deletedNameHeldSeconds, free) => {
    const made = await withInstance({ settings: { deletedNameHeldSeconds } });
    await made.ask('DELETE', `${instance('Twins-One')}?${v.twins}`);
    made.pass(30);
    const answer = await made.ask(
      'POST',
      `${provider}/locations/westeurope/checkNameAvailability?${v.twins}`,
      check('Twins-One'),
    );
    expect(answer.body.nameAvailable).toBe(free);
  });

  test('is told apart by region: the same name is free next door', async () => {
    const made = await withInstance();
    const [here, there, own] = await Promise.all(
      [
        ['westeurope', 'twins-ONE'],
        ['northeurope', 'twins-one'],
        ['westeurope', 'fabrikam-twins'],
      ].map(([region, name]) =>
        made.ask('POST', `${provider}/locations/${region ?? ''}/checkNameAvailability?${v.twins}`, check(name ?? '')),
      ),
    );
    expect(here?.body).toEqual({
      nameAvailable: false,
      reason: 'AlreadyExists',
      message:
        "A DigitalTwins instance with the name 'twins-ONE' already exists in region 'westeurope'. Please choose a different name.",
    });
    expect(there?.body).toEqual({ nameAvailable: true, message: "'twins-one' is available." });
    expect(own?.body.reason).toBe('AlreadyExists');
    const taken = await made.ask('PUT', `${instance('fabrikam-twins')}?${v.twins}`, put);
    expect([taken.status, taken.body.error.code]).toEqual([409, 'AlreadyExists']);
  });

  test.each(['ab', '-abc', 'abc-', 'a_b', 'a'.repeat(64)])('is not made under the bad name %s', async (name) => {
    const made = await registered();
    expect((await made.ask('PUT', `${instance(name)}?${v.twins}`, put)).status).toBe(400);
    const answer = await made.ask(
      'POST',
      `${provider}/locations/westeurope/checkNameAvailability?${v.twins}`,
      check(name),
    );
    expect([answer.status, answer.body.reason]).toEqual([200, 'Invalid']);
  });
});
