import { describe, expect, test } from '@jest/globals';
import { NeedsAnswersError } from '../../../src/engine/flow.ts';
import type { Restrictions } from '../../../src/port/place-rules.ts';
import { instance } from '../../support/contoso.ts';
import type { FakeWorld } from '../../support/fake-world.ts';
import { factsIn } from '../../support/plans.ts';
import { all, asked, line, newGroup, planned, refused, shown } from './planning.ts';

const costCenter = { name: 'costCenter', policy: 'Cost center on everything' };

const demanding = (...tags: Restrictions['tags']): Partial<FakeWorld> => ({
  restrictions: { regions: new Map(), tags },
});

describe('a tag that a policy demands', () => {
  test('is asked for by name, with a placeholder that says it is one', async () => {
    const { heard, plan, answer } = await asked(demanding(costCenter), all);
    const question = heard.find((each) => each.key === 'tags');
    expect(question).toMatchObject({
      message: 'Tags, including costCenter',
      preselected: '{"costCenter":"to-be-decided"}',
    });
    expect(answer('tags')).toBe('{"costCenter":"to-be-decided"}');
    expect(line(plan, 'instance')?.az[0]).toContain('costCenter=to-be-decided');
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
    expect(await shown(demanding(env), all, 'tags')).toEqual(['env=Prod', 'env=Test']);
    const details = await refused(demanding(env), { ...all, tags: '{"env":"Dev"}' });
    expect(details.message).toContain('with one of these values: Prod, Test');
  });

  test('keeps the tags that were given', async () => {
    const { answer } = await asked(demanding(costCenter), { ...all, tags: '{"team":"x"}' });
    expect(answer('tags')).toBe('{"team":"x","costCenter":"to-be-decided"}');
  });

  test('is a missing answer when nobody can be asked, and an error that names it when tags were given', async () => {
    const error: unknown = await planned(demanding(costCenter)).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(NeedsAnswersError);
    const [open] = (error as NeedsAnswersError).questions;
    expect(open?.asked.question).toMatchObject({ key: 'tags', message: 'Tags, including costCenter' });
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
