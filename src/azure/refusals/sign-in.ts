import { SetupError } from '../../errors.ts';
import { azLogin, challenged } from './challenges.ts';
import { type About, always, quoted, type Row, shellWord, type Table } from './table.ts';

/** Signing in another way may work. */
const otherWay = { ending: 'signIn', again: 'answer', cures: ['sign-in'] } as const;

function azdLogin(about: About): string {
  return `azd auth login${about.tenantId === undefined ? '' : ` --tenant-id ${shellWord(about.tenantId, '')}`}`;
}

const pending: Row = (_, about) => ({
  ending: 'signIn',
  message: 'The sign-in page is still waiting for you to finish.',
  suggestion: `Open ${about.deviceLogin ?? 'the sign-in page'}, type the code that is shown, and follow the page to its end.`,
  again: 'soon',
});

const codeExpired = always({
  ...otherWay,
  message: 'The code was not used in time, so it is no longer valid.',
  suggestion: 'Start the sign-in again: you get a new code, good for about 15 minutes.',
});

/** AADSTS70018 is said of a code that was redeemed already: the answer that brought the tokens was lost. */
const spent = new Set(['AADSTS70020', 'AADSTS70018', 'expired_token', 'bad_verification_code', 'device_code_expired']);

/** Whether a sign-in failed only because its code is of no use any more: a new one may do. */
export function isSpentCode(error: unknown): boolean {
  return error instanceof SetupError && spent.has(error.code);
}

const declined = always({
  ...otherWay,
  message: 'The sign-in was canceled on the sign-in page.',
  suggestion: 'Start the sign-in again, or choose another way to sign in.',
});

const wrongCode = always({
  ...otherWay,
  message: 'The code typed on the sign-in page was wrong, or had been used before.',
  suggestion: 'Start the sign-in again and type the new code.',
});

const moreProof: Row = (_, about) => ({
  ...otherWay,
  message:
    'This directory (tenant) asks for a second proof of who you are, such as a prompt on your phone (multi-factor authentication), and this way of signing in could not show it.',
  suggestion: `Sign in with the browser, naming the directory: --auth browser --tenant ${shellWord(about.tenantId, 'TENANT')}; or run: ${azLogin(about)}`,
});

const enrol = always({
  ...otherWay,
  message: 'Your organization wants you to set up a second proof of who you are (multi-factor authentication) first.',
  suggestion: 'Open https://aka.ms/mfasetup in a browser, set it up, then sign in again.',
});

const challenge: Row = (_, about) => ({
  ...otherWay,
  message: 'Your organization wants something more before it lets you in, such as agreeing to its terms of use.',
  suggestion: `Sign in with the browser to exactly this directory: --auth browser --tenant ${shellWord(about.tenantId, 'TENANT')}`,
});

const blocked = always({
  ...otherWay,
  message:
    "Your organization's rules (Conditional Access) don't let you in from this device or place, or in this way. Many organizations block sign-in by code.",
  suggestion:
    'Sign in with the browser instead (--auth browser), on a device that your organization manages, or ask your administrator.',
});

const device = always({
  ...otherWay,
  message: "Your organization only lets in devices that it manages and finds in order, and this one isn't.",
  suggestion: 'Sign in with the browser on a managed device, or ask your administrator to allow this one.',
});

const consent: Row = (_, about) => ({
  ...otherWay,
  message: "Nobody in this directory (tenant) has allowed Microsoft's sign-in application to do this yet (consent).",
  suggestion: `Sign in with the browser (--auth browser) and accept, or ask an administrator to. The Azure CLI is usually allowed: run ${azLogin(about)}, then choose --auth cli`,
});

const consentDeclined = always({
  ...otherWay,
  message: 'The sign-in page asked for your permission, and it was declined.',
  suggestion: 'Sign in again and accept, or choose another way to sign in.',
});

const stale: Row = (_, about) => ({
  ...otherWay,
  message: 'The saved sign-in is too old, or was withdrawn (a new password does that, too).',
  suggestion: `Sign in again: ${azLogin(about)}; or choose another way, such as --auth browser`,
});

const ourMistake: Row = (failure) => ({
  ending: 'defect',
  message: `The program asked for the wrong kind of permission.${quoted(failure)}`,
  suggestion: 'This is a defect of the program. Nothing was changed in Azure.',
});

const busy = always({
  ending: 'forNow',
  message: "Microsoft's sign-in service is too busy at the moment.",
  suggestion: 'Run again in a minute.',
  again: 'soon',
});

/** @azure/identity says this of the command-line tools only; Entra ID's own numbers in it are found before. */
const cliUnable: Row = (failure, about) => {
  const isAzd = /\bazd\b|Azure Developer CLI/i.test(failure.message);
  const [tool, command] = isAzd ? ['Azure Developer CLI (azd)', azdLogin(about)] : ['Azure CLI (az)', azLogin(about)];
  const again = `Run ${command}, then run again; or choose another way: --auth browser or --auth device-code`;
  if (/could(?: not|n't) be found|not recognized/i.test(failure.message)) {
    return {
      ...otherWay,
      message: `The ${tool} isn't installed here, or isn't on the PATH.`,
      suggestion: `Choose another way: --auth browser or --auth device-code. To install it: ${isAzd ? 'https://aka.ms/azd' : 'https://aka.ms/azure-cli'}`,
    };
  }
  if (/claims/i.test(failure.message)) {
    return {
      ...otherWay,
      message: `The sign-in of the ${tool} lacks a second proof of who you are (multi-factor authentication), which Azure wants for changes.`,
      suggestion: again,
    };
  }
  if (/(?:az|azd auth) login/.test(failure.message)) {
    return { ...otherWay, message: `The ${tool} is not signed in, or no longer.`, suggestion: again };
  }
  return { ...otherWay, message: `The ${tool} could not give a token.${quoted(failure)}`, suggestion: again };
};

/**
 * Refusals of Microsoft Entra ID, by AADSTS number ("Microsoft Entra authentication and authorization error codes")
 * or OAuth word (RFC 6749, RFC 8628), and of @azure/identity, by the error's name: those about the way to sign in and the
 * organization's rules.
 */
export const signInRefusals: Table = {
  authorization_pending: pending,
  aadsts70016: pending,
  expired_token: codeExpired,
  device_code_expired: codeExpired,
  aadsts70020: codeExpired,
  authorization_declined: declined,
  bad_verification_code: wrongCode,
  aadsts70018: wrongCode,
  aadsts70019: wrongCode,
  aadsts50076: moreProof,
  aadsts50074: moreProof,
  aadsts50078: moreProof,
  aadsts50079: enrol,
  aadsts50072: enrol,
  aadsts50158: challenge,
  aadsts53003: blocked,
  aadsts53000: device,
  aadsts53001: device,
  aadsts65001: consent,
  consent_required: consent,
  aadsts65004: consentDeclined,
  aadsts700082: stale,
  aadsts70008: stale,
  aadsts50173: stale,
  aadsts70011: ourMistake,
  invalid_scope: ourMistake,
  temporarily_unavailable: busy,
  aadsts90033: busy,
  'claims-challenge': challenged,
  credentialunavailableerror: cliUnable,
  // Words that come alone, after the numbers that say more.
  access_denied: declined,
  interaction_required: moreProof,
  invalid_grant: stale,
};
