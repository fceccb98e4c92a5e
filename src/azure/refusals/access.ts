import { activationRefused } from './activation.ts';
import { missingRight } from './missing-right.ts';
import {
  type About,
  always,
  inSubscription,
  legible,
  named,
  quoted,
  type Row,
  shellWord,
  type Table,
} from './table.ts';

const otherPerson = { ending: 'usage', again: 'answer', cures: ['principal'] } as const;

const notAllowed: Row = (failure, about) =>
  missingRight(failure, about) ?? {
    ending: 'handover',
    message: `Your account may not ${about.doing}.${quoted(failure)}`,
    suggestion: `Ask an owner of the subscription ${shellWord(about.subscriptionId, '')} for the role Contributor (to make things) or User Access Administrator (to give roles). If you were given it minutes ago, sign out and in again.`,
  };

const otherTenantToken: Row = (failure, about) => {
  const right = /must match the tenant 'https:\/\/sts\.windows\.net\/([0-9a-f-]{36})/i.exec(failure.message)?.[1];
  return {
    ending: 'signIn',
    message: `The subscription${named(about.subscriptionId)} belongs to another directory (tenant) than the one you signed in to.`,
    suggestion: `Sign in to that directory: --tenant ${shellWord(right, 'TENANT')}. If the subscription was moved just now, wait up to an hour.`,
    again: 'answer',
    cures: ['directory', 'subscription'],
  };
};

const wrongAudience: Row = (failure) => ({
  ending: 'defect',
  message: `The program showed Azure a token that was made for another service.${quoted(failure)}`,
  suggestion: 'Check --cloud. Otherwise this is a defect of the program. Nothing was changed in Azure.',
});

/** A right that a role gives and a deny assignment takes away ("List Azure deny assignments"): no role helps. */
const denied: Row = (failure, about) => {
  const [, name = ''] = /deny assignment with name '([^']{1,200})'/i.exec(failure.message) ?? [];
  const [, scope = ''] = /deny assignment with name .{0,400}? at scope '([^']{1,400})'/is.exec(failure.message) ?? [];
  const where = scope === '' ? '' : ` at ${legible(scope, 300)}`;
  return {
    ending: 'refused',
    message: `Your roles let you ${about.doing}, but the deny assignment${named(name)}${where} forbids it. No role helps against it.`,
    suggestion:
      'Deployment stacks and managed applications make such assignments: ask those who look after them for an exemption, or choose a resource group or subscription that it does not reach.',
    again: 'answer',
    cures: ['group', 'subscription'],
  };
};

const linked: Row = (failure) => ({
  ending: 'refused',
  message: `The request touches something in another subscription or directory (tenant), where your account may not do this.${quoted(failure)}`,
  suggestion:
    'Check that the account, the subscription and the resource group belong to the same directory, or ask an owner of the other one.',
  again: 'answer',
  cures: ['subscription', 'directory'],
});

const assigned = always({
  ending: 'refused',
  message: 'The person has exactly this role already, under another name for the assignment.',
  suggestion: 'Nothing is left to do: run again, and it will be found.',
});

const assignmentTaken: Row = (_, about) => ({
  ending: 'refused',
  message: "An assignment of that id exists already for another account, and Azure doesn't let it be changed.",
  suggestion: `See whose it is: az role assignment list --all${inSubscription(about)} --output table. If you are sure that nobody needs it, delete it, then run again.`,
});

const noSuchPrincipal: Row = (_, about) => ({
  ending: 'forNow',
  message: `The directory (tenant) doesn't know${named(about.assignee) || ' that object id'} (yet). An account added minutes ago is not known everywhere at once; but an application's id, or an id of another directory, never will be.`,
  suggestion:
    'Run again in a few minutes. If it was not added just now, check the object id (for an application: the object id under "Enterprise applications").',
  again: 'soon',
  cures: ['principal'],
});

const whoseIsIt = (id: string): string =>
  ['az ad user show --id', 'az ad group show --group', 'az ad sp show --id'].map((each) => `${each} ${id}`).join(', ');

const otherType: Row = (failure, about) => ({
  ...otherPerson,
  message: `The object id belongs to another kind of thing than was said: a user, a group, or an application.${quoted(failure)}`,
  suggestion: `Give the object id without a type, or check whose it is: ${whoseIsIt(shellWord(about.assignee, 'ID'))}`,
});

const noSuchRole = always({
  ending: 'usage',
  message: "Azure doesn't know the role that was asked for.",
  suggestion:
    'Use --role owner (Azure Digital Twins Data Owner, bcd981a7-7f74-457b-83e1-cceb9e632ffe) or --role reader (Azure Digital Twins Data Reader, d57506d4-4c8d-48b1-8587-93c323f6a5a3).',
  again: 'answer',
  cures: ['role'],
});

const tooMany: Row = (_, about) => ({
  ending: 'refused',
  message: `The subscription${named(about.subscriptionId)} has as many role assignments as it can have (4,000).`,
  suggestion: `Put people in a group that has the role already. Or make room: look through the list (az role assignment list --all${inSubscription(about)} --output table), and delete only those of which you are sure that nobody needs them, one by one: az role assignment delete --ids ID`,
  again: 'answer',
  cures: ['principal'],
});

const lastOwner = always({
  ending: 'refused',
  message: 'This is the last assignment that lets anybody manage access here, so Azure keeps it.',
  suggestion: 'Give another account the role Owner first.',
});

const usersPage = (about: About): string =>
  `${about.portal ?? 'https://portal.azure.com'}/#blade/Microsoft_AAD_IAM/UsersManagementMenuBlade/AllUsers`;

const nobody: Row = (_, about) => ({
  ...otherPerson,
  message: `The directory (tenant) knows nobody${named(about.assignee) || ' of that name'}. Guests and personal accounts go by another name there than their e-mail address.`,
  suggestion: `Check the spelling, or give the object id: open ${usersPage(about)}, choose the person, copy "Object ID".`,
});

const directoryClosed: Row = (_, about) => ({
  ...otherPerson,
  message:
    'Your account may not look people up in this directory (tenant): guests and applications often may not. It can still give them access.',
  suggestion: `Ask the person, or a colleague who may open ${usersPage(about)}, for their object id, and give that: user:ID for a person, group:ID for a group, app:ID for an application.`,
});

const notAPerson = always({
  ending: 'defect',
  message: 'The directory was asked for your own entry, but you are signed in as an application.',
  suggestion: "This is a defect of the program. Until it is mended, give the application's object id with --assignee.",
});

const expiredToken: Row = (_, about) => ({
  ending: 'signIn',
  message: 'The sign-in has run out, or the clock of this computer is wrong.',
  suggestion: `Check the date and time, then sign in again: az login --tenant ${shellWord(about.tenantId, 'TENANT')}, or run again and choose how.`,
  again: 'answer',
  cures: ['sign-in'],
});

/**
 * Refusals about rights, roles and people: Azure RBAC ("Troubleshoot Azure RBAC") and Microsoft Graph, by code in
 * lower case; "NobodyFound" is the wizard's own, for a search that found nobody.
 */
export const accessRefusals: Table = {
  authorizationfailed: notAllowed,
  denyassignmentauthorizationfailed: denied,
  roleassignmentrequestpolicyvalidationfailed: activationRefused,
  invalidauthenticationtokentenant: otherTenantToken,
  invalidauthenticationtokenaudience: wrongAudience,
  linkedauthorizationfailed: linked,
  roleassignmentexists: assigned,
  roleassignmentupdatenotpermitted: assignmentTaken,
  principalnotfound: noSuchPrincipal,
  unmatchedprincipaltype: otherType,
  roledefinitiondoesnotexist: noSuchRole,
  roleassignmentlimitexceeded: tooMany,
  cannotdeletelastrbacadminassignment: lastOwner,
  nobodyfound: nobody,
  request_resourcenotfound: nobody,
  authorization_requestdenied: directoryClosed,
  badrequest: (failure) =>
    /\/me request/i.test(failure.message)
      ? notAPerson(failure, { doing: '' })
      : {
          ending: 'refused',
          message: `Azure didn't understand the request.${quoted(failure)}`,
          suggestion: 'Check the answers you gave, then run again.',
        },
  invalidauthenticationtoken: expiredToken,
  expiredauthenticationtoken: expiredToken,
};
