import { SetupError, usageError } from '../src/errors.ts';
import type { Account, SignInMethod, SignInOffer } from '../src/port/azure.ts';
import type { Choice, Question } from '../src/step/question.ts';
import type { Step } from '../src/step/step.ts';
import { directory, signedIn } from './login/directory.ts';

const methods = ['cli', 'browser', 'device-code', 'environment'] as const satisfies readonly SignInMethod[];

const auth: Question<'auth'> = {
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

/** What a way to sign in is called: whose session it uses, or what is done. */
function wordsFor({ method, by, unavailable }: SignInOffer): string {
  switch (method) {
    case 'cli':
      return unavailable === undefined
        ? `As you are in the ${by ?? 'Azure CLI (az)'}`
        : 'As you are in the Azure CLI (az)';
    case 'browser':
      return 'With the browser on this computer';
    case 'device-code':
      return 'With a code, on any device';
    case 'environment':
      return `As an application${by === undefined ? '' : `, by ${by}`}`;
  }
}

function choice(offer: SignInOffer): Choice {
  const hint = [offer.note, offer.account].filter(Boolean).join(', ');
  return {
    value: offer.method,
    label: wordsFor(offer),
    hint: hint === '' ? undefined : hint,
    disabled: offer.unavailable,
  };
}

/** Whether what was answered, or nothing was, may mean the session of a tool: nobody starts one for another way to sign in. */
function usesTools(answer: string | undefined): boolean {
  return answer === undefined || answer === 'auto' || answer === 'cli';
}

export const login = {
  id: 'login',
  title: 'Signed in',
  saidAtOnce: true,
  needs: [],
  questions: [auth, directory],
  async plan(world) {
    const isReopened = world.isReopened(auth);
    const offers = await world.azure.signInOffers({ tools: isReopened || usesTools(world.answered(auth)) });
    const usable = offers.filter((offer) => offer.unavailable === undefined);
    const best = usable[0];
    if (best === undefined) {
      throw new SetupError({
        ending: 'signIn',
        code: 'no-way-to-sign-in',
        message: 'There is no way to sign in on this computer.',
        suggestion:
          'Install the Azure CLI and run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
      });
    }
    const silent = usable.find((offer) => offer.method === 'cli' || offer.method === 'environment');
    const asked = await world.ask(auth, {
      choices: offers.map(choice),
      recommended: {
        value: best.method,
        why: usable.length === 1 ? 'the only way here' : 'the quickest way here',
        // A browser or a code needs somebody to sign in.
        safe: offers.length === 1,
        obvious: offers.length === 1,
      },
      ...(silent && { unattended: { value: silent.method, why: 'works without a person' } }),
      ...(silent === undefined && offers.length > 1 && { missing: notSignedIn(offers) }),
      check: (value) => Promise.resolve(unusable(offers, value)),
    });
    // People who choose the way again that was refused have done something about it, or wants to prove more this time.
    if (isReopened && world.refused(auth).has(asked)) world.azure.signOut();
    const method = asked === 'auto' ? (silent ?? best).method : (asked as SignInMethod);
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

/** Nobody is there to sign in, and no sign-in that works without a person is there. */
function notSignedIn(offers: readonly SignInOffer[]): SetupError {
  const why = offers.find(({ method }) => method === 'cli')?.unavailable;
  return new SetupError({
    ending: 'signIn',
    code: 'not-signed-in',
    message: 'Not signed in: run az login.',
    suggestion: `${why === undefined ? '' : `Now: ${why.replace(/\.?$/, '.')} `}Without a person, as an application: set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. With someone at hand: --auth device-code.`,
  });
}

function says({ kind, displayName, username, tenantName, tenantId }: Account): string {
  const who = displayName === username ? username : `${displayName} (${username})`;
  return `${kind === 'servicePrincipal' ? 'application ' : ''}${who}, tenant ${tenantName ?? tenantId}`;
}

function unusable(offers: readonly SignInOffer[], method: string): SetupError | undefined {
  const offer = offers.find((each) => each.method === method);
  if (method === 'auto' || (offer !== undefined && offer.unavailable === undefined)) return undefined;
  return usageError(
    'sign-in-not-possible',
    `Signing in by "${method}" isn't possible here: ${offer?.unavailable ?? 'it is not offered'}.`,
    `Use ${offers
      .filter((each) => each.unavailable === undefined)
      .map((each) => each.method)
      .join(' or ')}.`,
  );
}
