import type { SignInMethod, SignInOffer } from '../src/azure.ts';
import { SetupError, usageError } from '../src/errors.ts';
import type { Choice, Question, Step } from '../src/step.ts';

const words: Readonly<Record<SignInMethod, string>> = {
  cli: 'The Azure CLI is signed in: use that',
  browser: 'Sign in with the browser on this computer',
  'device-code': 'Sign in on any device with a code',
  environment: 'The service principal in AZURE_CLIENT_ID',
};

const auth: Question = {
  key: 'auth',
  flag: 'auth',
  placeholder: 'METHOD',
  message: 'How do you want to sign in?',
  saidByStep: true,
  explain: 'Azure must know who you are before it shows or creates anything. No password is ever typed or kept here.',
  help: 'auto, cli, browser, device-code or environment',
  parse(text) {
    if (text === 'auto' || Object.hasOwn(words, text)) return text;
    throw usageError(
      'invalid-auth',
      `"${text}" is not a way to sign in.`,
      'Use auto, cli, browser, device-code or environment.',
    );
  },
};

const tenant: Question = {
  key: 'tenant',
  flag: 'tenant',
  placeholder: 'ID',
  message: 'Directory (tenant)',
  explain: 'The organization whose account you use: its id, or one of its domains such as contoso.com.',
  help: 'directory to sign in to: its id or a domain',
  optional: true,
  parse(text) {
    if (/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(text)) return text;
    throw usageError(
      'invalid-tenant',
      `"${text}" can't be a directory (tenant).`,
      'Give its id, or a domain such as contoso.com.',
    );
  },
};

function choice(offer: SignInOffer): Choice {
  return { value: offer.method, label: words[offer.method], hint: offer.account, disabled: offer.unavailable };
}

export const login: Step<never, 'login'> = {
  id: 'login',
  title: 'Signed in',
  needs: [],
  questions: [auth, tenant],
  async plan(world) {
    const offers = await world.azure.signInOffers();
    const usable = offers.filter((offer) => offer.unavailable === undefined);
    const best = usable[0];
    if (best === undefined) {
      throw new SetupError({
        ending: 'signIn',
        code: 'no-way-to-sign-in',
        message: 'There is no way to sign in on this computer.',
        help: 'Install the Azure CLI and run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
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
      ...(silent && { unattended: { value: silent.method, why: 'needs nobody to sign in' } }),
      check: (value) => Promise.resolve(unusable(offers, value)),
    });
    const method = asked === 'auto' ? (silent ?? best).method : (asked as SignInMethod);
    const account = await world.azure.signIn(method, world.answered(tenant));
    const where = account.tenantName ?? account.tenantId;
    const who =
      account.displayName === account.username ? account.username : `${account.displayName} (${account.username})`;
    return {
      kind: 'found',
      value: account,
      says: `${who}, tenant ${where}`,
      evidence: 'checked',
      az: [['az', 'login', '--tenant', account.tenantId]],
    };
  },
};

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
