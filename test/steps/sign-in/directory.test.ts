import { describe, expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../../src/engine/context.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import type { AccountDirectory, Azure } from '../../../src/port/azure.ts';
import type { Choice } from '../../../src/step/question.ts';
import { ana, dev } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, type Heard, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all } from '../../support/plans.ts';

describe('directory', () => {
  const fabrikam = { tenantId: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Fabrikam', domain: 'fabrikam.com' };
  const contoso = { tenantId: ana.tenantId, name: 'Contoso', domain: 'contoso.com', subscriptions: 2 };

  async function signedIn(
    directories: readonly AccountDirectory[],
    script: Parameters<typeof scripted>[0] = {},
    change: Partial<Azure> = {},
    answers: Readonly<Record<string, string>> = all,
  ): Promise<{ used: (string | undefined)[]; heard: readonly Heard[] }> {
    const used: (string | undefined)[] = [];
    const azure = fakeAzure(fakeWorld(), {
      directories: () => Promise.resolve(directories),
      signIn: (_, tenant) => {
        used.push(tenant);
        return Promise.resolve(ana);
      },
      ...change,
    });
    const { prompter, heard } = scripted(script);
    await makePlan(fakeContext(azure, { prompter, answers }), newSession());
    return { used, heard };
  }

  test('is asked when several hold subscriptions and nothing says which', async () => {
    const both = [contoso, { ...fabrikam, subscriptions: 1 }];
    const { used, heard } = await signedIn(both, { tenant: [fabrikam.tenantId] });
    expect(heard[0]).toMatchObject({ key: 'tenant', choices: [contoso.tenantId, fabrikam.tenantId] });
    expect(used).toEqual([undefined, fabrikam.tenantId]);
  });

  test.each<[string, AccountDirectory[], Readonly<Record<string, string>>]>([
    ['the other holds none', [contoso, { ...fabrikam, subscriptions: 0 }], all],
    ['the other fails', [contoso, { ...fabrikam, subscriptions: undefined, closed: 'refused' }], all],
    ['a subscription says which', [contoso, { ...fabrikam, subscriptions: 1 }], { ...all, subscription: dev.id }],
  ])('is not asked when %s', async (_, directories, answers) => {
    expect((await signedIn(directories, {}, {}, answers)).heard.map((each) => each.key)).not.toContain('tenant');
  });

  test('that wants more proof can be chosen where one can sign in again, and is grey where not', async () => {
    const closed = [contoso, { ...fabrikam, subscriptions: undefined, closed: 'needs-proof' as const }];
    for (const method of ['browser', 'cli'] as const) {
      let seen: readonly Choice[] = [];
      const look = (asked: Asked): Reply => {
        seen = asked.choices;
        return { is: 'otherwise' };
      };
      await signedIn(closed, { tenant: [look] }, { signInOffers: () => [{ method }] });
      expect(`${seen[1]?.hint ?? ''} ${seen[1]?.disabled ?? ''}`).toContain('needs MFA');
      expect(seen[1]?.disabled === undefined).toBe(method === 'browser');
    }
  });

  test('is asked of a personal account, which always has to name one', async () => {
    const no = new SetupError({
      ending: 'signIn',
      code: 'AADSTS50020',
      message: "Your account doesn't belong there.",
      suggestion: 'Name your own.',
      again: 'answer',
      cures: ['directory'],
    });
    const used: (string | undefined)[] = [];
    const { heard } = await signedIn(
      [],
      { tenant: ['outlook.onmicrosoft.com'] },
      {
        signIn: (_, tenant) => {
          used.push(tenant);
          return tenant === undefined ? Promise.reject(no) : Promise.resolve(ana);
        },
      },
    );
    expect(heard[0]).toMatchObject({ key: 'tenant' });
    expect(used).toEqual([undefined, 'outlook.onmicrosoft.com']);
  });

  test('is asked again, not for ever, when it holds no subscription', async () => {
    let looks = 0;
    const { heard } = await signedIn(
      [contoso],
      { tenant: ['fabrikam.com'] },
      {
        subscriptions: () => {
          looks += 1;
          return Promise.resolve(looks === 1 ? [] : [dev]);
        },
      },
    );
    expect(heard.map((each) => each.key)).toContain('tenant');
  });
});

describe('a subscription that is not there', () => {
  const fabrikam = { tenantId: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Fabrikam', subscriptions: undefined };
  const tailspin = { tenantId: 'aaaaaaaa-0000-4000-8000-000000000003', subscriptions: undefined };
  const own = { tenantId: ana.tenantId, name: 'Contoso', subscriptions: 1 };

  async function refusal(
    directories: readonly AccountDirectory[],
    change: Partial<Azure> = {},
    subscription = 'Nowhere',
  ): Promise<string> {
    const azure = fakeAzure(fakeWorld(), { directories: () => Promise.resolve(directories), ...change });
    const error: unknown = await makePlan(
      fakeContext(azure, { answers: { ...all, subscription } }),
      newSession(),
    ).catch((each: unknown) => each);
    if (!(error instanceof SetupError)) throw new Error(`not refused: ${String(error)}`);
    expect(error).toMatchObject({ ending: 'usage', code: 'no-such-subscription' });
    return error.suggestion;
  }

  test('names the directory that could not be looked into, and how to sign in there', async () => {
    const closed = [own, { ...fabrikam, closed: 'needs-proof' as const }];
    const there = `--tenant ${fabrikam.tenantId}`;
    expect(await refusal(closed)).toBe(
      `It may be in the directory Fabrikam (${fabrikam.tenantId}, needs MFA), which could not be looked into. Sign in there: ${there}.`,
    );
    const signIn: Azure['signIn'] = () => Promise.resolve({ ...ana, method: 'cli' });
    expect(await refusal(closed, { signIn })).toContain(`az login ${there}, then run again with ${there}`);
  });

  test('names all of them, beside names that are nearly right', async () => {
    const closed = [own, { ...fabrikam, closed: 'needs-proof' as const }, { ...tailspin, closed: 'refused' as const }];
    const help = await refusal(closed, {}, 'Contoso');
    expect(help).toContain(`Did you mean ${dev.name}`);
    expect(help).toContain(`Fabrikam (${fabrikam.tenantId}, needs MFA), ${tailspin.tenantId}. Sign in`);
  });

  test('asks for one of yours where all could be looked into', async () => {
    expect(await refusal([own])).toBe(
      'Give the id or the name of one of yours, or sign in to another directory with --tenant.',
    );
  });
});
