import { locked } from './lock.ts';
import { always, inSubscription, named, quoted, type Row, shellWord, type Table } from './table.ts';

const otherGroup = { ending: 'refused', again: 'answer', cures: ['group'] } as const;
const otherSubscription = { ending: 'usage', again: 'answer', cures: ['subscription'] } as const;

const noSubscriptions = always({
  ending: 'refused',
  message:
    'Your account sees no subscription in this directory (tenant). Everything in Azure is made inside a subscription.',
  suggestion:
    'If you have one in another directory, name that with --tenant. Otherwise ask its owner to give you a role in it, or make a free one at https://azure.microsoft.com/free',
  again: 'answer',
  cures: ['directory', 'sign-in'],
});

const noSuchSubscription: Row = (_, about) => ({
  ...otherSubscription,
  message: `There is no subscription${named(about.subscriptionId)} that your account can see.`,
  suggestion:
    'Choose one of the list (az account list --output table), or name the directory it belongs to with --tenant, or ask its owner for at least the role Reader.',
});

const brokenSubscription = always({
  ...otherSubscription,
  message: 'The id of the subscription is missing or damaged in the request.',
  suggestion: 'Check --subscription. In Git Bash on Windows, paths are rewritten: set MSYS_NO_PATHCONV=1.',
});

const disabledSubscription: Row = (_, about) => ({
  ending: 'refused',
  message: `The subscription${named(about.subscriptionId)} is disabled: it can be looked at, but nothing can be made in it. A trial that ended, a spending limit or an unpaid bill does that.`,
  suggestion: 'Enable it again (https://aka.ms/disabledsubscription shows how), or choose another subscription.',
  again: 'answer',
  cures: ['subscription'],
});

/** Subscriptions of some kinds are for certain services only ("DisallowedProvider", "DisallowedOperation"). */
const otherKind: Row = (failure, about) => ({
  ending: 'refused',
  message: `The subscription${named(about.subscriptionId)} is of a kind that may not use Azure Digital Twins.${quoted(failure)}`,
  suggestion: 'Choose another subscription (--subscription): this one is for certain services only.',
  again: 'answer',
  cures: ['subscription'],
});

/** 980 resource groups in a subscription ("Azure subscription limits"). */
const tooManyGroups: Row = (failure, about) => ({
  ...otherGroup,
  message: `The subscription${named(about.subscriptionId)} has as many resource groups as it can have.${quoted(failure)}`,
  suggestion: 'Choose a group that is there already (--resource-group), or another subscription.',
  cures: ['group', 'subscription'],
});

const reservedName: Row = (failure, about) => ({
  ending: 'refused',
  message: `Azure keeps the name${named(about.name)}, or a word in it, for Microsoft's own.${quoted(failure)}`,
  suggestion: 'Choose another name.',
  again: 'answer',
  cures: ['name'],
});

const unregistered: Row = (_, about) => ({
  ending: 'forNow',
  message:
    "The subscription isn't registered for Azure Digital Twins yet, or the registration hasn't reached this region.",
  suggestion: `Run again in a minute. To register by hand: az provider register --namespace Microsoft.DigitalTwins --subscription ${shellWord(about.subscriptionId, 'SUBSCRIPTION')} --wait`,
  again: 'soon',
});

const noSuchGroup: Row = (_, about) => ({
  ...otherGroup,
  message: `The resource group${named(about.resourceGroup)} doesn't exist (any more).`,
  suggestion: `Choose another, or make it: az group create --name ${shellWord(about.resourceGroup, 'GROUP')} --location ${shellWord(about.location, 'REGION')}${inSubscription(about)}`,
});

const groupElsewhere: Row = (failure, about) => ({
  ...otherGroup,
  message: `A resource group${named(about.resourceGroup)} exists already, in another region.${quoted(failure)}`,
  suggestion:
    'Use it as it is, since an instance may be in another region than its group; or choose another name for a new group.',
});

const groupGoing: Row = (_, about) => ({
  ending: 'forNow',
  message: `The resource group${named(about.resourceGroup)} is being deleted, which takes from half a minute to forty minutes.`,
  suggestion: `Run again when it is gone (az group exists --name ${shellWord(about.resourceGroup, 'GROUP')}${inSubscription(about)} says false), or use another group.`,
  again: 'soon',
});

const groupStays: Row = (failure, about) => ({
  ending: 'refused',
  message: `The resource group${named(about.resourceGroup)} could not be deleted, because something in it could not.${quoted(failure)}`,
  suggestion: `Delete what the message names, then: az group delete --name ${shellWord(about.resourceGroup, 'GROUP')}${inSubscription(about)}`,
});

const noSuchResource: Row = (_, about) => ({
  ending: 'refused',
  message: `There is no instance${named(about.name)} in the resource group${named(about.resourceGroup)} (any more).`,
  suggestion: `Check both names: az dt list --resource-group ${shellWord(about.resourceGroup, 'GROUP')}${inSubscription(about)}`,
  again: 'answer',
  cures: ['name', 'group'],
});

const throttled: Row = (failure) => ({
  ending: 'forNow',
  message: 'Azure has had too many requests from this account or subscription in a short time.',
  suggestion:
    failure.retryAfter === undefined
      ? 'Run again in a minute.'
      : `Run again in ${Math.ceil(Math.min(failure.retryAfter, 3600))} seconds.`,
  again: 'soon',
});

const slow: Row = (_, about) => ({
  ending: 'forNow',
  message: `Azure took too long to ${about.doing}; it may have happened all the same.`,
  suggestion: 'Run again: what is there already is looked up first, and nothing is made twice.',
  again: 'soon',
});

const hiccup: Row = (failure) => ({
  ending: 'forNow',
  message: `Azure has a problem of its own at the moment.${quoted(failure)}`,
  suggestion: 'Run again in a minute. If it goes on, look at https://azure.status.microsoft',
  again: 'soon',
});

const underWay = always({
  ending: 'forNow',
  message: 'Another change to the same thing is still going on in Azure.',
  suggestion: 'Run again in a minute, when it has ended.',
  again: 'soon',
});

const failed: Row = (failure, about) => ({
  ending: 'refused',
  message: `Azure began to ${about.doing}, and then failed.${quoted(failure)}`,
  suggestion: `Delete what is left (az dt delete --dt-name ${shellWord(about.name, 'NAME')} --resource-group ${shellWord(about.resourceGroup, 'GROUP')}${inSubscription(about)}), then run again, perhaps with another region.`,
  again: 'answer',
  cures: ['region', 'name'],
});

const noModel: Row = (failure, about) => ({
  ending: 'refused',
  message: `The instance has no such model.${quoted(failure)}`,
  suggestion: `See which ones it has: az dt model list --dt-name ${shellWord(about.name, 'NAME')}${inSubscription(about)}`,
});

/**
 * Refusals of Azure Resource Manager and Microsoft.DigitalTwins, by code in lower case ("Troubleshoot common Azure
 * deployment errors" and the recorded answers of the services).
 */
export const resourceRefusals: Table = {
  nosubscriptions: noSubscriptions,
  subscriptionnotfound: noSuchSubscription,
  invalidsubscriptionid: noSuchSubscription,
  missingsubscription: brokenSubscription,
  readonlydisabledsubscription: disabledSubscription,
  missingsubscriptionregistration: unregistered,
  disallowedprovider: otherKind,
  disallowedoperation: otherKind,
  resourcegroupquotaexceeded: tooManyGroups,
  reservedresourcename: reservedName,
  resourcegroupnotfound: noSuchGroup,
  invalidresourcegrouplocation: groupElsewhere,
  resourcegroupbeingdeleted: groupGoing,
  resourcegroupdeletiontimeout: groupStays,
  scopelocked: locked,
  resourcenotfound: noSuchResource,
  subscriptionrequeststhrottled: throttled,
  toomanyrequests: throttled,
  gatewaytimeout: slow,
  internalservererror: hiccup,
  serviceunavailable: hiccup,
  servertimeout: slow,
  conflict: underWay,
  anotheroperationinprogress: underWay,
  failed,
  modelnotfound: noModel,
};

/** For bare statuses without a code. */
export const byStatus = { throttled, slow, hiccup } as const;
