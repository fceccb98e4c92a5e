import { describe, expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../../src/engine/context.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import type { SignInOffer } from '../../../src/port/azure.ts';
import type { Choice } from '../../../src/step/question.ts';
import { ana, dev } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all } from '../../support/plans.ts';

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
      signInOffers: () => all,
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

  test.each<[string, SignInOffer, string, RegExp]>([
    [
      'is signed out',
      { method: 'cli', unavailable: 'az is not signed in. Run az login', signedOut: 'Run az login' },
      'Not signed in: run az login.',
      /^Without a person.*--auth device-code/,
    ],
    [
      'is signed out in a pipeline',
      { method: 'cli', unavailable: 'x', signedOut: 'Have the pipeline sign in before this' },
      'Not signed in: have the pipeline sign in before this.',
      /^Without a person/,
    ],
    [
      'is not installed',
      { method: 'cli', unavailable: 'az is not installed here' },
      'Not signed in: run az login.',
      /^Now: az is not installed here\. Without/,
    ],
  ])('unattended, nobody is signed in where every way needs somebody and az %s', async (_, az, message, suggestion) => {
    const not = { code: 'not-signed-in', ending: 'signIn', message, suggestion: expect.stringMatching(suggestion) };
    await expect(signedInBy({ answers: all }, [...offers.slice(0, 2), az])).rejects.toMatchObject(not);
  });

  test('unattended, az that is asked for and signed out is no flag that is missing', async () => {
    const az = { method: 'cli', unavailable: 'x', signedOut: 'Run az login' } as const;
    const answers = { ...all, auth: 'cli' };
    await expect(signedInBy({ answers }, [az, { method: 'browser' }])).rejects.toMatchObject({
      ending: 'signIn',
      message: 'Not signed in: run az login.',
    });
  });

  describe('az login', () => {
    const az = { method: 'cli', unavailable: 'x', signedOut: 'Run az login' } as const;
    async function chosen(logins: readonly (SetupError | undefined)[]) {
      const log: string[] = [];
      const left = [...logins];
      const azure = fakeAzure(fakeWorld(), {
        signInOffers: () => [az, { method: 'browser' }],
        signInTool: (tenant) => {
          log.push(`az login ${tenant ?? ''}`.trim());
          const error = left.shift();
          return error === undefined ? Promise.resolve() : Promise.reject(error);
        },
        signIn: (method) => {
          log.push(method);
          return Promise.resolve(ana);
        },
      });
      const { prompter, heard } = scripted({ auth: logins.map(() => 'cli') });
      await makePlan(fakeContext(azure, { prompter, answers: all }), newSession());
      return { log, asked: heard.filter(({ key }) => key === 'auth') };
    }

    test('is run from the list, and its sign-in is used', async () => {
      const { log, asked } = await chosen([undefined]);
      expect(log.slice(0, 2)).toEqual(['az login', 'cli']);
      expect(asked).toMatchObject([{ preselected: 'cli', why: 'your code can use it, too' }]);
    });

    test('that fails is said, and the list comes again', async () => {
      const no = new SetupError({ ending: 'signIn', code: 'az-login-failed', message: 'No.', suggestion: 'Again.' });
      const { log, asked } = await chosen([no, undefined]);
      expect(log.slice(0, 3)).toEqual(['az login', 'az login', 'cli']);
      expect(asked[1]?.note).toBe('No. Again.');
    });
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
      signInOffers: () => offers,
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
      /isn't possible here: the Azure CLI is not installed\.$/,
    );
  });
});
