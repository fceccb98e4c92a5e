import { SetupError, usageError } from '../src/errors.ts';
import { settled } from '../src/port/accounts.ts';
import type { Account, SignInMethod } from '../src/port/azure.ts';
import type { Question } from '../src/step/question.ts';
import type { Step } from '../src/step/step.ts';
import { directory, signedIn } from './login/directory.ts';
import { notSignedIn, optionsOf, quickest } from './login/ways.ts';

const methods = ['cli', 'browser', 'device-code', 'environment'] as const satisfies readonly SignInMethod[];

export const auth: Question<'auth'> = {
  key: 'auth',
  subject: 'sign-in',
  flag: 'auth',
  placeholder: 'METHOD',
  message: 'How do you want to sign in?',
  saidByStep: true,
  offersPractice: true,
  forDoctor: true,
  usual: 'auto',
  ofTheMoment: true,
  explain: 'Azure must know who you are before it shows or creates anything. No password is ever typed or kept here.',
  offers: ['auto', ...methods],
  help: 'auto, cli, browser, device-code or environment',
  parse(text) {
    if (text === 'auto' || methods.some((each) => each === text)) return text;
    throw usageError(
      'invalid-auth',
      `"${text}" is not a way to sign in.`,
      'Use auto, cli, browser, device-code or environment.',
    );
  },
};

/** Whether what was answered, or nothing was, may mean the session of a tool: nobody starts one for another way to sign in. */
function usesTools(answer: string | undefined): boolean {
  return answer === undefined || answer === 'auto' || answer === 'cli';
}

export const login = {
  id: 'login',
  title: 'Signed in',
  saidAtOnce: true,
  settled: true,
  needs: [],
  questions: [auth, directory],
  async plan(world) {
    const isReopened = world.isReopened(auth);
    const offers = world.azure.signInOffers({ tools: isReopened || usesTools(world.answered(auth)) });
    const tool = { isNew: false };
    const signInTool = async (): Promise<SetupError | undefined> => {
      try {
        await world.azure.signInTool(world.answered(directory));
        tool.isNew = true;
        return undefined;
      } catch (error) {
        if (error instanceof SetupError) return error;
        throw error;
      }
    };
    const later = settled(offers);
    const asked = await world.ask(auth, {
      ...optionsOf(offers, later, signInTool),
      whole: later.then((all) => optionsOf(all, later, signInTool)),
    });
    const all = await later;
    if (
      !tool.isNew &&
      asked === 'cli' &&
      all.some(({ method, signedOut }) => method === 'cli' && signedOut !== undefined)
    )
      throw notSignedIn(all);
    // People who choose the way again that was refused have done something about it, or wants to prove more this time.
    if (isReopened && world.refused(auth).has(asked)) world.azure.signOut();
    const method = asked === 'auto' ? quickest(all) : (asked as SignInMethod);
    const account = await signedIn(world, method);
    return {
      kind: 'found',
      value: account,
      says: says(account),
      evidence: 'checked',
      az: [['az', 'login', '--tenant', account.tenantId]],
    };
  },
  report: ({ username, objectId, tenantId }) => ({ account: { name: username, objectId, tenantId }, tenantId }),
} satisfies Step<'login', Account>;

function says({ kind, displayName, username, tenantName, tenantId }: Account): string {
  const who = displayName === username ? username : `${displayName} (${username})`;
  return `${kind === 'servicePrincipal' ? 'application ' : ''}${who}, tenant ${tenantName ?? tenantId}`;
}
