import { groupScope, nameIn, sameName } from '../domain/names.ts';
import { providerId } from '../domain/registration.ts';
import { kindIn, type Resource } from '../domain/resource.ts';
import type { Made, SetupRecord } from './set-up-record.ts';

/** Something in Azure that belongs to a set-up: it has made it, or found it. */
export interface Part {
  readonly kind: Resource['kind'];
  readonly id: string;
  /** Undefined where it was there before. */
  readonly made: Made | undefined;
}

const order: readonly Resource['kind'][] = ['registration', 'group', 'instance', 'assignment', 'other'];

/** The subscription that a set-up is in, as far as it is known. */
export function subscriptionIn({ made, making, facts, answers }: SetupRecord): string | undefined {
  const ids = [facts.resourceId, ...made.map(({ id }) => id), making?.id];
  const known = ids.map((id) => id && nameIn(id, 'subscriptions')).find((id) => id !== undefined && id !== '');
  return known ?? answers['subscription']?.value;
}

/** The name of its instance, as far as it is known. */
export function instanceIn({ facts, answers }: SetupRecord): string | undefined {
  return facts.resourceId?.split('/').at(-1) ?? answers['name']?.value;
}

/** The resource group of its instance, as far as it is known. */
export function groupIn({ facts, answers }: SetupRecord): string | undefined {
  const known = facts.resourceId && nameIn(groupScope(facts.resourceId), 'resourceGroups');
  return known ?? answers['resourceGroup']?.value;
}

/** All that a set-up has made or found, from the outside in: the service, the group, the instance, the access to it. */
export function partsOf(record: SetupRecord): readonly Part[] {
  const { made, facts } = record;
  const subscription = subscriptionIn(record);
  const found = [
    ...(facts.resourceId === undefined
      ? []
      : [providerId(subscription ?? ''), groupScope(facts.resourceId), facts.resourceId]),
    ...(facts.assignmentId === undefined ? [] : [facts.assignmentId]),
  ].filter((id) => !made.some((each) => sameName(each.id, id)));
  const parts: Part[] = [
    ...found.map((id) => ({ kind: kindIn(id), id, made: undefined })),
    ...made.map((each) => ({ kind: each.kind, id: each.id, made: each })),
  ];
  return parts.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}
