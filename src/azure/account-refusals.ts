import { always, type Row, shellWord, type Table } from './words.ts';

/** Signing in another way may work. */
const otherWay = { ending: 'signIn', again: 'answer', questions: ['auth'] } as const;
/** Another directory (tenant) may be the right one. */
const otherTenant = { ending: 'signIn', again: 'answer', questions: ['tenant'] } as const;

const unknownApplication: Row = (_, about) => ({
  ...otherTenant,
  message: `The application that AZURE_CLIENT_ID names doesn’t exist in the directory (tenant) ${shellWord(about.tenantId, 'that was used')}.`,
  help: 'Check AZURE_CLIENT_ID (the application’s id, not its object id) and AZURE_TENANT_ID, or name another directory with --tenant.',
  questions: ['tenant', 'auth'],
});

const wrongSecret = always({
  ...otherWay,
  message: 'The secret in AZURE_CLIENT_SECRET is not the right one for this application, or has expired.',
  help: 'Set AZURE_CLIENT_SECRET to the value of the secret, which is shown once when it is made, not to its id. If it has expired, make a new one: az ad app credential reset --id "$AZURE_CLIENT_ID"',
});

const notPublic = always({
  ...otherWay,
  message: 'The application that AZURE_CLIENT_ID names doesn’t allow people to sign in by code.',
  help: 'Turn on "Allow public client flows" on the application’s Authentication page in the Azure portal, or unset AZURE_CLIENT_ID.',
});

const noTenant: Row = (_, about) => ({
  ...otherTenant,
  message: `There is no directory (tenant) ${shellWord(about.tenantId, 'of that name')} in ${about.cloud ?? 'this cloud'}.`,
  help: 'Check --tenant (or AZURE_TENANT_ID): your directory’s id is on the Overview page of Microsoft Entra ID in the Azure portal. For another cloud, choose it with --cloud.',
});

const notInTenant: Row = (_, about) => ({
  ...otherTenant,
  message: `Your account doesn’t belong to the directory (tenant) ${shellWord(about.tenantId, 'that was asked')}. Personal Microsoft accounts always have to name the directory they belong to.`,
  help: 'Name your own directory with --tenant (its id is on the Overview page of Microsoft Entra ID in the Azure portal), or have an administrator invite your account as a guest.',
});

const unknownAccount = always({
  ...otherTenant,
  message: 'This directory (tenant) doesn’t know the account that you signed in with.',
  help: 'Check the account’s spelling, or name the directory it belongs to with --tenant.',
  questions: ['tenant', 'auth'],
});

const disabled = always({
  ...otherWay,
  message: 'An administrator has disabled this account.',
  help: 'Ask your administrator to enable it, or sign in with another account.',
});

const wrongPassword = always({
  ...otherWay,
  message: 'The user name or the password is wrong.',
  help: 'Sign in with the browser (--auth browser) or by code (--auth device-code) instead.',
});

const whichTenant = always({
  ...otherTenant,
  message: 'The sign-in doesn’t say which directory (tenant) it is for.',
  help: 'Name the directory with --tenant, or set AZURE_TENANT_ID when you sign in as an application.',
});

/** What Entra ID says about the account, the application or the directory itself, by AADSTS number or OAuth word. */
export const accountRefusals: Table = {
  aadsts700016: unknownApplication,
  aadsts7000215: wrongSecret,
  aadsts7000222: wrongSecret,
  aadsts7000218: notPublic,
  aadsts90002: noTenant,
  aadsts900023: noTenant,
  aadsts50020: notInTenant,
  aadsts50034: unknownAccount,
  aadsts50057: disabled,
  aadsts50126: wrongPassword,
  aadsts50059: whichTenant,
  invalid_client: wrongSecret,
  unauthorized_client: unknownApplication,
};
