import { describe, expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../src/engine/context.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { SetupError } from '../../src/errors.ts';
import type { AccountDirectory, Azure, SignInOffer } from '../../src/port/azure.ts';
import type { Choice } from '../../src/step/question.ts';
import { ana, dev, fakeAzure, fakeWorld } from '../support/fake-azure.ts';
import { fakeContext, type Heard, scripted } from '../support/fake-context.ts';
import { all } from '../support/plans.ts';

describe('sign-in', () => {
  const offers: readonly SignInOffer[] = [
    { method: 'browser' },
    { method: 'device-code' },
    { method: 'cli', unavailable: 'the Azure CLI is not installed' },
    { method: 'environment', account: 'app 1' },
  ];
  const signedInBy = async (
    change: Parameters<typeof fakeContext>[1],
    all: readonly SignInOffer[] = offers,
  ): Promise<string> => {
    let used = '';
    const azure = fakeAzure(fakeWorld(), {
      signInOffers: () => Promise.resolve(all),
      signIn: (method) => {
        used = method;
        return Promise.resolve(ana);
      },
    });
    await makePlan(fakeContext(azure, change), newSession());
    return used;
  };

  test('of a person begins with the best way, and asks', async () => {
    const { prompter, heard } = scripted();
    expect(await signedInBy({ prompter, answers: all })).toBe('browser');
    expect(heard[0]).toMatchObject({ key: 'auth', preselected: 'browser' });
  });

  test('says of an application whose variables may be left over that they may be, and who it is', async () => {
    let shown: readonly Choice[] = [];
    const look = ({ choices }: Asked): Reply => {
      shown = choices;
      return { is: 'answer', value: 'browser' };
    };
    const leftOver = { method: 'environment', account: 'application 1', note: 'maybe left over' } as const;
    await signedInBy({ prompter: scripted({ auth: [look] }).prompter, answers: all }, [
      { method: 'browser' },
      leftOver,
    ]);
    expect(shown.find((one) => one.value === 'environment')?.hint).toBe('maybe left over, application 1');
  });

  test.each([
    ['takes a way that needs nobody', {}],
    ['does so for "auto" as well', { auth: 'auto' }],
  ])('unattended %s', async (_, answers) => {
    expect(await signedInBy({ answers: { ...all, ...answers } })).toBe('environment');
  });

  test('unattended asks for --auth when every way needs somebody', async () => {
    await expect(signedInBy({ answers: all }, offers.slice(0, 2))).rejects.toThrow('answers are missing');
  });

  test.each([
    ['again in the same way is a new one', 'browser', ['in browser', 'out', 'in browser']],
    ['in another way needs no leaving', 'device-code', ['in browser', 'in device-code']],
  ])('after a refusal, %s', async (_, second, expected) => {
    const done: string[] = [];
    const wants = { ending: 'signIn', again: 'answer', cures: ['sign-in'] } as const;
    const no = new SetupError({
      ...wants,
      code: 'RequestDisallowedByPolicy',
      message: 'MFA.',
      suggestion: 'Sign in again.',
    });
    const azure = fakeAzure(fakeWorld(), {
      signInOffers: () => Promise.resolve(offers),
      signOut: () => void done.push('out'),
      signIn: (method) => {
        if (done.at(-1) !== `in ${method}`) done.push(`in ${method}`);
        return Promise.resolve(ana);
      },
      subscriptions: () => (done.length === 1 ? Promise.reject(no) : Promise.resolve([dev])),
    });
    const { prompter } = scripted({ auth: ['browser', second] });
    const context = fakeContext(azure, { prompter, answers: all });
    const session = newSession();
    await makePlan(context, session);
    await makePlan(context, session);
    expect(done).toEqual(expected);
  });

  test('by a way that is not possible here is refused, with those that are', async () => {
    await expect(signedInBy({ answers: { ...all, auth: 'cli' } })).rejects.toThrow(
      /isn't possible here: the Azure CLI is not installed/,
    );
  });
});

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
      await signedIn(closed, { tenant: [look] }, { signInOffers: () => Promise.resolve([{ method }]) });
      expect(`${seen[1]?.hint ?? ''} ${seen[1]?.disabled ?? ''}`).toContain('needs MFA');
      expect(seen[1]?.disabled === undefined).toBe(method === 'browser');
    }
  });

  test('is asked of a personal account, which always has to name one', async () => {
    const no = new SetupError({
      ending: 'signIn',
      code: 'AADSTS50020',
      message: 'Your account doesn’t belong there.',
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
    expect(heard[0]).toMatchObject({ key: 'tenant', note: expect.stringContaining('Name your own.') as unknown });
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
