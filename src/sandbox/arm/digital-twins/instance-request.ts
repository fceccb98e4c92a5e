import { preciseTime } from '../../world/identifiers.ts';
import type { SystemData } from '../../world/instances.ts';
import { regionNamed, twinsRegions } from '../../world/regions.ts';
import { bodyOf, type Call, property } from '../call.ts';
import { badContent, refusal } from '../refusal.ts';
import { instanceType } from './instance-body.ts';

/** Whether the public network may come in, as a body says. */
export function accessOf(properties: unknown): 'Enabled' | 'Disabled' | undefined {
  const value = property(properties, 'publicNetworkAccess');
  if (value === undefined || value === null) return undefined;
  if (value === 'Enabled' || value === 'Disabled') return value;
  throw badContent(
    "The request content was invalid: 'properties.publicNetworkAccess' must be 'Enabled' or 'Disabled'.",
  );
}

/** LocationNotAvailableForResourceType, with the list of the regions that offer the service, in Azure's order. */
export function notOffered(location: string): Error {
  const names = twinsRegions.map((each) => each.name).join(',');
  return refusal(
    400,
    'LocationNotAvailableForResourceType',
    `The provided location '${location}' is not available for resource type '${instanceType}'. List of available regions for the resource type is '${names}'.`,
  );
}

/** The region of a body, by its name. */
export function locationOf(call: Call): string {
  const location = bodyOf(call)['location'];
  if (typeof location !== 'string' || location === '')
    throw refusal(400, 'LocationRequired', 'The location property is required for this definition.');
  const region = regionNamed(location);
  if (region?.twinsCode !== undefined) return region.name;
  throw notOffered(location);
}

/** Who did it and when: ARM's time, one to two seconds before the provider's own (recorded exchange: digitalTwins.createOrUpdate, 2022). */
export function systemDataOf(call: Call, before: SystemData | undefined): SystemData {
  const type = call.caller.kind === 'user' ? 'User' : 'Application';
  const at = preciseTime(call.context.now - 1200);
  const modified = { lastModifiedBy: call.caller.name, lastModifiedByType: type, lastModifiedAt: at } as const;
  return before === undefined
    ? { createdBy: call.caller.name, createdByType: type, createdAt: at, ...modified }
    : { ...before, ...modified };
}
