import { SetupError } from '../../src/errors.ts';
import type { SignInMethod, SignInOffer } from '../../src/port/azure.ts';
import type { Choice, PromptOptions } from '../../src/step/question.ts';

/** What a way to sign in is called: whose session it uses, or what is done. */
function wordsFor({ method, by, signedOut }: SignInOffer): string {
  switch (method) {
    case 'cli':
      return signedOut !== undefined ? 'With az: run az login now' : `As you are in the ${by ?? 'Azure CLI (az)'}`;
    case 'browser':
      return 'With the browser on this computer';
    case 'device-code':
      return 'With a code, on any device';
    case 'environment':
      return `As an application${by === undefined ? '' : `, by ${by}`}`;
  }
}

function choice(offer: SignInOffer, signInTool: () => Promise<SetupError | undefined>): Choice {
  const { method, note, account, unavailable, signedOut, settled: later } = offer;
  const hint = [later === undefined ? undefined : 'looking', note, account].filter(Boolean).join(', ');
  const named = { value: method, label: wordsFor(offer), hint: hint === '' ? undefined : hint };
  return signedOut !== undefined ? { ...named, hint: undefined, act: signInTool } : { ...named, disabled: unavailable };
}

function isUsable({ unavailable }: SignInOffer): boolean {
  return unavailable === undefined;
}

/** Ways that bother nobody. */
const silentMethods: readonly SignInMethod[] = ['cli', 'environment'];

function silentIn(offers: readonly SignInOffer[]): SignInOffer | undefined {
  return offers.find((offer) => isUsable(offer) && silentMethods.includes(offer.method));
}

/** @throws SetupError (sign-in) where nothing can be used. */
export function quickest(offers: readonly SignInOffer[]): SignInMethod {
  const best = silentIn(offers) ?? offers.find(isUsable);
  if (best !== undefined) return best.method;
  throw new SetupError({
    ending: 'signIn',
    code: 'no-way-to-sign-in',
    message: 'There is no way to sign in on this computer.',
    suggestion:
      'Install the Azure CLI and run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
  });
}

/** The ways as they are known now; `later`: as they will be. */
export function optionsOf(
  offers: readonly SignInOffer[],
  later: Promise<readonly SignInOffer[]>,
  signInTool: () => Promise<SetupError | undefined>,
): PromptOptions {
  const choosable = offers.filter((offer) => isUsable(offer) || offer.signedOut !== undefined);
  const [best] = choosable;
  const silent = silentIn(offers);
  return {
    choices: offers.map((offer) => choice(offer, signInTool)),
    ...(best !== undefined && {
      recommended: {
        value: best.method,
        why: whyBest(best, choosable.length === 1),
        // A browser or a code needs somebody to sign in.
        safe: offers.length === 1,
        obvious: offers.length === 1,
      },
    }),
    ...(silent && { unattended: { value: silent.method, why: 'works without a person' } }),
    ...(silent === undefined && offers.length > 1 && { missing: notSignedIn(offers) }),
    check: async (value) => unusable(await later, value),
  };
}

function whyBest({ signedOut }: SignInOffer, isOnly: boolean): string {
  if (signedOut !== undefined) return 'your code can use it, too';
  return isOnly ? 'the only way here' : 'the quickest way here';
}

function beginning(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** Nobody is there to sign in, and no sign-in that works without a person is there. */
export function notSignedIn(offers: readonly SignInOffer[]): SetupError {
  const { unavailable, signedOut } = offers.find(({ method }) => method === 'cli') ?? {};
  const why = unavailable === undefined || signedOut !== undefined ? '' : `Now: ${unavailable}. `;
  return new SetupError({
    ending: 'signIn',
    code: 'not-signed-in',
    message: `Not signed in: ${beginning(signedOut ?? 'Run az login')}.`,
    suggestion: `${why}Without a person, as an application: set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. With someone at hand, use --auth device-code.`,
    again: 'answer',
    cures: ['sign-in'],
  });
}

/** Why one can't sign in like that. The ways that need somebody are no help where nobody is. */
function unusable(offers: readonly SignInOffer[], method: string): SetupError | undefined {
  const offer = offers.find((each) => each.method === method);
  if (method === 'auto' || (offer !== undefined && (isUsable(offer) || offer.signedOut !== undefined)))
    return undefined;
  const people = offers.filter((each) => isUsable(each) && !silentMethods.includes(each.method));
  const silent = silentIn(offers);
  const orVariables = method === 'environment' ? '' : ', or use --auth environment';
  const alone = silent === undefined ? `run az login before this${orVariables}` : `use --auth ${silent.method}`;
  return new SetupError({
    ending: 'signIn',
    code: 'sign-in-not-possible',
    message: `Signing in by "${method}" isn't possible here: ${offer?.unavailable ?? 'it is not offered'}.`,
    suggestion: [
      `Without a person, ${alone}.`,
      people.length === 0
        ? []
        : `With someone at hand, use --auth ${people.map((each) => each.method).join(' or --auth ')}.`,
    ]
      .flat()
      .join(' '),
  });
}
