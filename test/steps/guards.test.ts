import { describe, expect, test } from '@jest/globals';
import { NeedsAnswersError } from '../../src/engine/flow.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import type { Question } from '../../src/step/question.ts';
import { steps } from '../../steps/index.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { fc } from '../support/properties.ts';

const questions = [...new Map(steps.flatMap((step) => step.questions).map((each) => [each.key, each])).values()];

/** Texts that some question takes, and any other. */
const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.uuid(),
  fc.emailAddress(),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{2,20}[A-Za-z0-9]$/),
  fc.constantFrom('West Europe', 'auto', 'Cli', 'ME', 'Owner', 'Azure Digital Twins Data Reader', 'none', 'System'),
  fc.constantFrom('Disabled', 'a=b c=d', '{"b":"1","a":"2"}', 'contoso.com', '  Contoso Dev ', 'group:x', 'tags=x,y=z'),
);

function parsed(question: Question, text: string): string | undefined {
  try {
    return question.parse(text);
  } catch {
    return undefined;
  }
}

describe('an answer in the form that is kept', () => {
  test.each(questions.map((each) => [each.key, each] as const))('is kept as it is: %s', (_, question) => {
    let taken = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const once = parsed(question, text);
        if (once === undefined) return;
        taken += 1;
        expect(question.parse(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});

test('unattended, a new group without a region gets none: the region is asked for', async () => {
  const world = fakeWorld({ groups: [] });
  const context = fakeContext(fakeAzure(world), { answers: { resourceGroup: 'rg-new', name: 'factory-twins' } });
  const error = await makePlan(context, newSession()).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(NeedsAnswersError);
  expect((error as NeedsAnswersError).questions.map(({ asked }) => asked.question.key)).toEqual(['location']);
  expect(world.writes).toEqual([]);
});
