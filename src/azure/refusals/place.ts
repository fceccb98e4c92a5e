import { instancesPerRegion } from '../../domain/limits.ts';
import { policy } from './policies.ts';
import { inSubscription, legible, named, namedRegion, quoted, type Row, type Table } from './table.ts';

const otherRegion = { ending: 'refused', again: 'answer', cures: ['region'] } as const;

const notOffered: Row = (failure, about) =>
  about.location === undefined ? notInThisCloud(failure, about) : notInThisRegion(failure, about);

const notInThisCloud: Row = (failure, about) => ({
  ending: 'refused',
  message: `${about.cloud ?? 'This cloud'} doesn't know Azure Digital Twins, or not for this subscription.${quoted(failure)}`,
  suggestion: 'Choose another subscription; or, if your account belongs to another cloud, name that: --cloud.',
  again: 'answer',
  cures: ['subscription'],
});

const notInThisRegion: Row = (failure, about) => ({
  ...otherRegion,
  message: `Azure Digital Twins isn't offered in the region${namedRegion(about)}, or not in the form asked for.${quoted(failure)}`,
  suggestion: `Choose another region: az provider show --namespace Microsoft.DigitalTwins${inSubscription(about)} --query "resourceTypes[?resourceType=='digitalTwinsInstances'].locations | [0]"`,
});

/**
 * Resource Manager says so for some minutes after a registration ("Azure resource providers and types": region by region); the
 * region itself came from Azure's own list.
 */
const notYetInRegion: Row = (failure, about) =>
  about.location === undefined
    ? notInThisCloud(failure, about)
    : {
        ending: 'forNow',
        message: `The region${namedRegion(about)} doesn't know yet that the service is switched on for this subscription.${quoted(failure)}`,
        suggestion:
          'That takes some minutes after the registration: run again in a minute. If it stays so, choose another region.',
        again: 'soon',
        cures: ['region'],
      };

const nameTaken: Row = (failure, about) => ({
  ending: 'refused',
  message: `The name${named(about.name)} is taken${about.location === undefined ? '' : ` in ${legible(about.region ?? about.location, 60)}`}: names of instances are shared by all of Azure's customers in a region.${quoted(failure)}`,
  suggestion: 'Choose another name, or another region.',
  again: 'answer',
  cures: ['name', 'region'],
});

const closedRegion: Row = (failure, about) =>
  /not accepting new customers/i.test(failure.message) ? fullRegion(failure, about) : unlistedRegion(failure, about);

const fullRegion: Row = (_, about) => ({
  ...otherRegion,
  message: `The region${namedRegion(about)} takes no new customers at the moment, and your subscription is new to it.`,
  suggestion: 'Choose another region, or a subscription that has used this one before.',
  cures: ['region', 'subscription'],
});

const unlistedRegion: Row = (_, about) => ({
  ...otherRegion,
  message: `Azure lets your subscription use only some regions, and${namedRegion(about) || ' this one'} isn't among them. Student and new subscriptions have such a list.`,
  suggestion: `Choose another region. Your list: az policy assignment list${inSubscription(about)} --query "[?displayName=='Allowed resource deployment regions'].parameters". If none of them offers Azure Digital Twins, another subscription is needed.`,
  cures: ['region', 'subscription'],
});

const quota: Row = (failure, about) => ({
  ...otherRegion,
  message: `There is no room for one more in${namedRegion(about) || ' this region'}: a subscription may have ${instancesPerRegion} instances in a region, unless Microsoft has raised that.${quoted(failure)}`,
  suggestion: `Choose another region, delete an instance that nobody needs (az dt list${inSubscription(about)} --output table), or ask for more: ${about.portal ?? 'https://portal.azure.com'}/#blade/Microsoft_Azure_Support/HelpAndSupportBlade/newsupportrequest`,
});

/** Refusals of a region or a name, which another answer cures, by code in lower case. */
export const placeRefusals: Table = {
  noregisteredproviderfound: notYetInRegion,
  invalidresourcenamespace: notOffered,
  locationnotavailableforresourcetype: notOffered,
  locationnotavailableforresourcegroup: notOffered,
  requestdisallowedbypolicy: policy,
  alreadyexists: nameTaken,
  requestdisallowedbyazure: closedRegion,
  operationnotallowed: quota,
  quotaexceeded: quota,
  resourcequotaexceeded: quota,
};
