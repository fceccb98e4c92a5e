import { type About, always, type Row, shellWord } from './table.ts';

/** Signing in another way may work. */
const otherWay = { ending: 'signIn', again: 'answer', cures: ['sign-in'] } as const;

/** The command that signs the Azure CLI in again. */
export function azLogin(about: About): string {
  return `az login --tenant ${shellWord(about.tenantId, 'TENANT')}`;
}

/** Azure wants multi-factor authentication for changes, however it says so. */
export const secondProof: Row = (_, about) => ({
  ...otherWay,
  message:
    'Azure lets you look, but wants a second proof of who you are (multi-factor authentication) before you change anything.',
  suggestion: `Sign in again with the browser and confirm on your phone: --auth browser. With the Azure CLI: az logout, then ${azLogin(about)}`,
});

const place = always({
  ...otherWay,
  message: "Your organization's rules (Conditional Access) don't let you use Azure from this place or network.",
  suggestion:
    'Use a network that your organization allows, such as its VPN, then run again; or ask your administrator.',
});

const tokenProtection = always({
  ...otherWay,
  message:
    "Your organization's rules want sign-ins that are bound to a device (token protection), and this way of signing in is not.",
  suggestion:
    'Sign in on a device that your organization manages, with az login there and --auth cli; or ask your administrator.',
});

const newer: Row = (_, about) => ({
  ...otherWay,
  message: 'Azure wants a newer sign-in: something about your account has changed since this one.',
  suggestion: `Sign in again: ${azLogin(about)}; or choose another way, such as --auth browser`,
});

const proofFirst: Row = (failure, about) => ({
  ...secondProof(failure, about),
  message: `Azure wants a second proof of who you are (multi-factor authentication) before it lets you ${about.doing}.`,
});

/** A claims challenge, by what it asks for. */
export const challenged: Row = (failure, about) => {
  const asked = failure.challenge ?? '';
  if (/ipaddr|location|\bip\b/i.test(asked)) return place(failure, about);
  if (/token.?protection|token.?binding|xms_tb|deviceid|"cnf"/i.test(asked)) return tokenProtection(failure, about);
  if (/"acrs"/.test(asked) || asked.trim() === '') return proofFirst(failure, about);
  return /"nbf"/.test(asked) ? newer(failure, about) : proofFirst(failure, about);
};
