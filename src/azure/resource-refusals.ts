import type { Failure } from './failure.ts';
import { always, legible, named, quoted, type Row, shellWord, type Table } from './words.ts';

const otherRegion = { ending: 'refused', again: 'answer', questions: ['location'] } as const;
const otherGroup = { ending: 'refused', again: 'answer', questions: ['resourceGroup'] } as const;
const otherSubscription = { ending: 'usage', again: 'answer', questions: ['subscription'] } as const;

const noSubscriptions = always({
  ending: 'refused',
  message:
    'Your account sees no subscription in this directory (tenant). Everything in Azure is made inside a subscription.',
  help: 'If you have one in another directory, name that with --tenant. Otherwise ask its owner to give you a role in it, or make a free one at https://azure.microsoft.com/free',
  again: 'answer',
  questions: ['tenant', 'auth'],
});

const noSuchSubscription: Row = (_, about) => ({
  ...otherSubscription,
  message: `There is no subscription${named(about.subscriptionId)} that your account can see.`,
  help: 'Choose one of the list (az account list --output table), or name the directory it belongs to with --tenant, or ask its owner for at least the role Reader.',
});

const brokenSubscription = always({
  ...otherSubscription,
  message: 'The id of the subscription is missing or damaged in the request.',
  help: 'Check --subscription. In Git Bash on Windows, paths are rewritten: set MSYS_NO_PATHCONV=1.',
});

const disabledSubscription: Row = (_, about) => ({
  ending: 'refused',
  message: `The subscription${named(about.subscriptionId)} is disabled: it can be looked at, but nothing can be made in it. A trial that ended, a spending limit or an unpaid bill does that.`,
  help: 'Enable it again (https://aka.ms/disabledsubscription shows how), or choose another subscription.',
  again: 'answer',
  questions: ['subscription'],
});

const unregistered: Row = (_, about) => ({
  ending: 'forNow',
  message:
    'The subscription isn’t registered for Azure Digital Twins yet, or the registration hasn’t reached this region.',
  help: `Run again in a minute. To register by hand: az provider register --namespace Microsoft.DigitalTwins --subscription ${shellWord(about.subscriptionId, 'SUBSCRIPTION')} --wait`,
  again: 'soon',
});

const notOffered: Row = (failure, about) => ({
  ...otherRegion,
  message: `Azure Digital Twins isn’t offered in the region${named(about.location)}, or not in the form asked for.${quoted(failure)}`,
  help: 'Choose another region: az provider show --namespace Microsoft.DigitalTwins --query "resourceTypes[?resourceType==\'digitalTwinsInstances\'].locations | [0]"',
});

const noSuchGroup: Row = (_, about) => ({
  ...otherGroup,
  message: `The resource group${named(about.resourceGroup)} doesn’t exist (any more).`,
  help: `Choose another, or make it: az group create --name ${shellWord(about.resourceGroup, 'GROUP')} --location ${shellWord(about.location, 'REGION')}`,
});

const groupElsewhere: Row = (failure, about) => ({
  ...otherGroup,
  message: `A resource group${named(about.resourceGroup)} exists already, in another region.${quoted(failure)}`,
  help: 'Use it as it is, since an instance may be in another region than its group; or choose another name for a new group.',
});

const groupGoing: Row = (_, about) => ({
  ending: 'forNow',
  message: `The resource group${named(about.resourceGroup)} is just being deleted, which takes from half a minute to forty minutes.`,
  help: `Run again when it is gone (az group exists --name ${shellWord(about.resourceGroup, 'GROUP')} says false), or use another group.`,
  again: 'soon',
});

const groupStays: Row = (failure, about) => ({
  ending: 'refused',
  message: `The resource group${named(about.resourceGroup)} could not be deleted, because something in it could not.${quoted(failure)}`,
  help: `Delete what the message names, then: az group delete --name ${shellWord(about.resourceGroup, 'GROUP')}`,
});

const locked: Row = (failure) => ({
  ...otherGroup,
  message: `A lock protects this place against changes.${quoted(failure)}`,
  help: 'Ask the owner of the subscription to remove the lock for a while (az lock list shows it), or use a resource group without one.',
});

/** Names of the policies in the message: Azure prints them as JSON in the middle of a sentence. */
function policies(failure: Failure): string {
  const names = [...failure.message.matchAll(/"name":"([^"]{1,120})"/g)].map((match) => legible(match[1] ?? '', 120));
  const unique = [...new Set(names)];
  return unique.length === 0 ? '' : ` (${unique.slice(0, 6).join(', ')})`;
}

const policy: Row = (failure, about) => ({
  ending: 'refused',
  message: `A rule of your organisation (Azure Policy)${policies(failure)} doesn’t let you ${about.doing} like this. Such rules usually allow only some regions, or demand certain tags.`,
  help: 'Choose another region, or add the tags that the rule demands (--tags KEY=VALUE). What it wants: az policy assignment list --disable-scope-strict-match --output table. Or ask your administrator.',
  again: 'answer',
  questions: ['location', 'tags', 'resourceGroup'],
});

const nameTaken: Row = (failure, about) => ({
  ending: 'refused',
  message: `The name${named(about.name)} is taken${about.location === undefined ? '' : ` in ${legible(about.location, 60)}`}: names of instances are shared by all of Azure’s customers in a region.${quoted(failure)}`,
  help: 'Choose another name, or another region.',
  again: 'answer',
  questions: ['name', 'location'],
});

const closedRegion: Row = (failure, about) => ({
  ...otherRegion,
  message: /not accepting new customers/i.test(failure.message)
    ? `The region${named(about.location)} takes no new customers at the moment, and your subscription is new to it.`
    : `Azure lets your subscription use only some regions, and${named(about.location) || ' this one'} isn’t among them. Student and new subscriptions have such a list.`,
  help: 'Choose another region. Your list: az policy assignment list --query "[?displayName==\'Allowed resource deployment regions\'].parameters". If none of them offers Azure Digital Twins, another subscription is needed.',
  questions: ['location', 'subscription'],
});

const noSuchResource: Row = (_, about) => ({
  ending: 'refused',
  message: `There is no instance${named(about.name)} in the resource group${named(about.resourceGroup)} (any more).`,
  help: `Check both names: az dt list --resource-group ${shellWord(about.resourceGroup, 'GROUP')}`,
  again: 'answer',
  questions: ['name', 'resourceGroup'],
});

const throttled: Row = (failure) => ({
  ending: 'forNow',
  message: 'Azure has had too many requests from this account or subscription in a short time.',
  help:
    failure.retryAfter === undefined
      ? 'Run again in a minute.'
      : `Run again in ${Math.ceil(Math.min(failure.retryAfter, 3600))} seconds.`,
  again: 'soon',
});

const slow: Row = (_, about) => ({
  ending: 'forNow',
  message: `Azure took too long to ${about.doing}; it may have happened all the same.`,
  help: 'Run again: what is there already is looked up first, and nothing is made twice.',
  again: 'soon',
});

const hiccup: Row = (failure) => ({
  ending: 'forNow',
  message: `Azure has a problem of its own at the moment.${quoted(failure)}`,
  help: 'Run again in a minute. If it goes on, look at https://azure.status.microsoft',
  again: 'soon',
});

const quota: Row = (failure, about) => ({
  ...otherRegion,
  message: `There is no room for one more in${named(about.location) || ' this region'}: a subscription may have about 10 instances in a region.${quoted(failure)}`,
  help: `Choose another region, delete an instance that nobody needs (az dt list --output table), or ask for more: ${about.portal ?? 'https://portal.azure.com'}/#blade/Microsoft_Azure_Support/HelpAndSupportBlade/newsupportrequest`,
});

const underWay = always({
  ending: 'forNow',
  message: 'Another change to the same thing is still going on in Azure.',
  help: 'Run again in a minute, when it has ended.',
  again: 'soon',
});

const failed: Row = (failure, about) => ({
  ending: 'refused',
  message: `Azure began to ${about.doing}, and then failed.${quoted(failure)}`,
  help: `Delete what is left (az dt delete --dt-name ${shellWord(about.name, 'NAME')} --resource-group ${shellWord(about.resourceGroup, 'GROUP')}), then run again, perhaps with another region.`,
  again: 'answer',
  questions: ['location', 'name'],
});

const noModel: Row = (failure) => ({
  ending: 'refused',
  message: `The instance has no such model.${quoted(failure)}`,
  help: 'See which ones it has: az dt model list --dt-name NAME',
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
  noregisteredproviderfound: notOffered,
  invalidresourcenamespace: notOffered,
  locationnotavailableforresourcetype: notOffered,
  locationnotavailableforresourcegroup: notOffered,
  resourcegroupnotfound: noSuchGroup,
  invalidresourcegrouplocation: groupElsewhere,
  resourcegroupbeingdeleted: groupGoing,
  resourcegroupdeletiontimeout: groupStays,
  scopelocked: locked,
  requestdisallowedbypolicy: policy,
  alreadyexists: nameTaken,
  requestdisallowedbyazure: closedRegion,
  resourcenotfound: noSuchResource,
  subscriptionrequeststhrottled: throttled,
  toomanyrequests: throttled,
  gatewaytimeout: slow,
  internalservererror: hiccup,
  serviceunavailable: hiccup,
  servertimeout: slow,
  operationnotallowed: quota,
  quotaexceeded: quota,
  resourcequotaexceeded: quota,
  conflict: underWay,
  anotheroperationinprogress: underWay,
  failed,
  modelnotfound: noModel,
};

/** For bare statuses without a code. */
export const byStatus = { throttled, slow, hiccup } as const;
