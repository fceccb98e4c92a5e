import { serviceLine } from '../../domain/service.ts';
import { unknownNumber } from './entra-numbers.ts';
import { always, type Row, shellWord, type Table } from './table.ts';

/** Signing in another way may work. */
const otherWay = { ending: 'signIn', again: 'answer', cures: ['sign-in'] } as const;
/** Another directory (tenant) may be the right one. */
const otherTenant = { ending: 'signIn', again: 'answer', cures: ['directory'] } as const;

const unknownApplication: Row = (_, about) => ({
  ...otherTenant,
  message: `The application that AZURE_CLIENT_ID names doesn't exist in the directory (tenant) ${shellWord(about.tenantId, 'that was used')}.`,
  suggestion:
    "Check AZURE_CLIENT_ID (the application's id, not its object id) and AZURE_TENANT_ID, or name another directory with --tenant.",
  cures: ['directory', 'sign-in'],
});

const wrongSecret = always({
  ...otherWay,
  message: 'The secret in AZURE_CLIENT_SECRET is not the right one for this application, or has expired.',
  suggestion:
    'Set AZURE_CLIENT_SECRET to the value of the secret, which is shown once when it is made, not to its id. If it has expired, make a new one: az ad app credential reset --id "$AZURE_CLIENT_ID"',
});

const noService: Row = (failure, about) =>
  /digitaltwins\.azure/i.test(failure.message)
    ? {
        ending: 'handover',
        message: `The directory (tenant) ${shellWord(about.tenantId, 'of the subscription')} does not have the service Azure Digital Twins yet, so nobody can get a token for it.`,
        suggestion: `An administrator of the directory adds it: ${serviceLine.join(' ')}`,
      }
    : unknownNumber(failure, '500011');

const wrongProof = always({
  ...otherWay,
  message:
    'The application that AZURE_CLIENT_ID names was not accepted: its secret, certificate or token is not one that Microsoft Entra ID knows for it.',
  suggestion:
    'Check AZURE_CLIENT_ID and AZURE_TENANT_ID, then the proof: "Certificates & secrets" of the application in the Azure portal (Microsoft Entra ID, App registrations) lists what is valid. Or choose another way to sign in with --auth.',
});

const wrongCertificate = always({
  ...otherWay,
  message:
    'The certificate that AZURE_CLIENT_CERTIFICATE_PATH names is not registered for this application, or has expired.',
  suggestion:
    'Upload its public part to the application in the Azure portal (App registrations, "Certificates & secrets"), or name the right file: it must hold the private key and the certificate as PEM.',
});

const unknownFederation = always({
  ...otherWay,
  message:
    "The application doesn't trust the token in AZURE_FEDERATED_TOKEN_FILE: none of its federated credentials fits the token's issuer, subject and audience.",
  suggestion:
    'Compare them with "Federated credentials" of the application in the Azure portal (App registrations, "Certificates & secrets"): az ad app federated-credential list --id "$AZURE_CLIENT_ID"',
});

const staleFederation = always({
  ...otherWay,
  message: 'The token in AZURE_FEDERATED_TOKEN_FILE has run out: such tokens live for minutes.',
  suggestion: 'Have the pipeline or cluster write a new one, check the clock of this computer, and run again.',
});

const notPublic = always({
  ...otherWay,
  message: "The application that AZURE_CLIENT_ID names doesn't allow people to sign in by code.",
  suggestion:
    'Turn on "Allow public client flows" on the application\'s Authentication page in the Azure portal, or unset AZURE_CLIENT_ID.',
});

const noTenant: Row = (_, about) => ({
  ...otherTenant,
  message: `There is no directory (tenant) ${shellWord(about.tenantId, 'of that name')} in ${about.cloud ?? 'this cloud'}.`,
  suggestion:
    "Check --tenant (or AZURE_TENANT_ID): your directory's id is on the Overview page of Microsoft Entra ID in the Azure portal. For another cloud, choose it with --cloud.",
});

const notInTenant: Row = (_, about) => ({
  ...otherTenant,
  message:
    about.tenantId === undefined
      ? 'Personal Microsoft accounts (outlook.com, hotmail.com, …) always have to name the directory (tenant) they belong to, and none was named.'
      : `Your account doesn't belong to the directory (tenant) ${shellWord(about.tenantId, '')}. Personal Microsoft accounts always have to name the directory they belong to.`,
  suggestion:
    'Name your own directory with --tenant (its id is on the Overview page of Microsoft Entra ID in the Azure portal), or have an administrator invite your account as a guest.',
});

const unknownAccount = always({
  ...otherTenant,
  message: "This directory (tenant) doesn't know the account that you signed in with.",
  suggestion: "Check the account's spelling, or name the directory it belongs to with --tenant.",
  cures: ['directory', 'sign-in'],
});

const disabled = always({
  ...otherWay,
  message: 'An administrator has disabled this account.',
  suggestion: 'Ask your administrator to enable it, or sign in with another account.',
});

const wrongPassword = always({
  ...otherWay,
  message: 'The user name or the password is wrong.',
  suggestion: 'Sign in with the browser (--auth browser) or by code (--auth device-code) instead.',
});

const whichTenant = always({
  ...otherTenant,
  message: "The sign-in doesn't say which directory (tenant) it is for.",
  suggestion: 'Name the directory with --tenant, or set AZURE_TENANT_ID when you sign in as an application.',
});

/** What Entra ID says about the account, the application or the directory itself, by AADSTS number or OAuth word. */
export const accountRefusals: Table = {
  aadsts500011: noService,
  aadsts700016: unknownApplication,
  aadsts7000215: wrongSecret,
  aadsts7000222: wrongSecret,
  aadsts700027: wrongCertificate,
  aadsts70021: unknownFederation,
  aadsts700211: unknownFederation,
  aadsts700212: unknownFederation,
  aadsts700213: unknownFederation,
  aadsts700024: staleFederation,
  aadsts7000218: notPublic,
  aadsts90002: noTenant,
  aadsts900023: noTenant,
  aadsts50020: notInTenant,
  aadsts90072: notInTenant,
  aadsts50034: unknownAccount,
  aadsts50057: disabled,
  aadsts50126: wrongPassword,
  aadsts50059: whichTenant,
  aadsts50194: whichTenant,
  aadsts9001023: whichTenant,
  invalid_client: wrongProof,
  unauthorized_client: unknownApplication,
};
