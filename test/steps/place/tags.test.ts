import { describe, expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../../src/engine/context.ts';
import { NeedsAnswersError } from '../../../src/engine/flow.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { Restrictions } from '../../../src/port/place-rules.ts';
import { instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeCloud, fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { factsIn } from '../../support/plans.ts';
import { all, asked, line, newGroup, planned, refused, shown } from './planning.ts';

const costCenter = { name: 'costCenter', policy: 'Cost center on everything' };

const demanding = (...tags: Restrictions['tags']): Partial<FakeWorld> => ({
  restrictions: { regions: new Map(), tags },
});

describe('a tag that a policy demands', () => {
  test.each([
    ['4711', '{"costCenter":"4711"}'],
    ['two words, and a comma', '{"costCenter":"two words, and a comma"}'],
    ['costCenter=4711', '{"costCenter":"4711"}'],
    ['team=x COSTCENTER=4711', '{"team":"x","COSTCENTER":"4711"}'],
  ])('is asked for by its name and why, with no default, and takes its value alone: %s', async (typed, kept) => {
    const { heard, plan, answer } = await asked(demanding(costCenter), all, { tags: [typed] });
    expect(heard.filter((each) => each.key === 'tags')).toMatchObject([
      {
        message: 'Tag costCenter',
        preselected: undefined,
        choices: [],
        note: 'Your company\'s policy "Cost center on everything" demands the tag costCenter.',
      },
    ]);
    expect(answer('tags')).toBe(kept);
    expect(line(plan, 'instance')?.az[0]?.join(' ')).toContain(
      Object.entries(JSON.parse(kept) as object)[0]?.join('='),
    );
  });

  test('is one of several, each asked for after the other', async () => {
    const owner = { name: 'owner team', policy: 'Owners' };
    const { heard, answer } = await asked(demanding(costCenter, owner), newGroup, { tags: ['7', 'Ana'] });
    expect(heard.filter((each) => each.key === 'tags').map((each) => each.message)).toEqual([
      'Tag costCenter',
      'Tag owner team',
    ]);
    expect(answer('tags')).toBe('{"costCenter":"7","owner team":"Ana"}');
  });

  test.each(['{"costCenter":"7"}', '{"a":"1","costCenter":"7"}', 'none', '{"a":"1"}'])(
    'is shown as people read it: %s',
    async (kept) => {
      let words = '';
      const look = ({ question }: Asked): Reply => {
        words = question.show?.(kept) ?? '';
        return { is: 'answer', value: '7' };
      };
      await asked(demanding(costCenter), all, { tags: [look] });
      expect(words).toBe(kept.includes('costCenter') ? '7' : kept === 'none' ? 'none' : 'a=1');
    },
  );

  test('that is practiced has a value that nobody is offered', async () => {
    const context = fakeContext(fakeAzure(fakeWorld(demanding(costCenter))), {
      answers: all,
      cloud: { ...fakeCloud, practice: true },
    });
    await makePlan(context, newSession());
    expect(context.memory.answer('tags')?.value).toBe('{"costCenter":"practice"}');
  });

  test('typed without it, the question comes again with the reason', async () => {
    const { heard, answer } = await asked(demanding(costCenter), all, { tags: ['team=x', 'costcenter=7'] });
    expect(heard.filter((each) => each.key === 'tags')[1]?.note).toContain('demands the tag costCenter');
    expect(answer('tags')).toBe('{"costcenter":"7"}');
  });

  test('is asked once for a new group and its instance', async () => {
    const { heard, plan } = await asked(demanding(costCenter), newGroup, { tags: ['costCenter=7'] });
    expect(heard.filter((each) => each.key === 'tags')).toHaveLength(1);
    expect(factsIn(plan)['resource-group']?.tags).toMatchObject({ costCenter: '7' });
  });

  test('with a list of values offers them, and takes no other', async () => {
    const env = { name: 'env', values: ['Prod', 'Test'], policy: 'Environments' };
    expect(await shown(demanding(env), all, 'tags')).toEqual(['Prod', 'Test']);
    const details = await refused(demanding(env), { ...all, tags: '{"env":"Dev"}' });
    expect(details.message).toContain('with one of these values: Prod, Test');
  });

  test('keeps the tags that were given', async () => {
    const { answer } = await asked(demanding(costCenter), { ...all, tags: '{"team":"x"}' }, { tags: ['4711'] });
    expect(answer('tags')).toBe('{"team":"x","costCenter":"4711"}');
  });

  test('is a missing answer when nobody can be asked, and an error that names it when tags were given', async () => {
    const error: unknown = await planned(demanding(costCenter)).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(NeedsAnswersError);
    const [open] = (error as NeedsAnswersError).questions;
    expect(open?.asked.question).toMatchObject({ key: 'tags', message: 'Tag costCenter' });
    expect(open?.asked.question.explain).toContain('"Cost center on everything" demands the tag costCenter');
    const details = await refused(demanding(costCenter), { ...all, tags: '{"team":"x"}' });
    expect(details).toMatchObject({ code: 'missing-tag', ending: 'usage' });
    expect(details.suggestion).toContain('--tags costCenter=');
  });

  test("is nobody's business where the instance is there already", async () => {
    expect(
      line(await planned({ ...demanding(costCenter), instances: [instance('factory-twins')] }), 'instance')?.status,
    ).toBe('reused');
  });
});
