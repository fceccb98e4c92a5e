import { sameName } from '../domain/names.ts';
import { doesWhat, type Resource } from '../domain/resource.ts';
import type { Plan } from '../engine/plan.ts';
import { clockTime } from '../text/clock-time.ts';
import { listed } from '../text/listing.ts';

/** "create the instance and grant access". */
function words(resources: readonly Resource[]): string {
  return listed([...new Set(resources.map(doesWhat))]);
}

/** When was looked again, what may be done now, and what is still missing. */
export function lookedAgain(before: Plan, { later, blocked }: Plan, now: number): string {
  const given = before.later.filter((each) => !later.some((other) => sameName(other.id, each.id)));
  const news = given.length === 0 ? [] : [`you may ${words(given)} now`];
  const missing = later.length === 0 ? 'what it takes, as above' : `the right to ${words(later)}`;
  const rest = blocked.size === 0 ? 'nothing is missing any more' : `still missing: ${missing}`;
  return `Looked again at ${clockTime(new Date(now))}: ${[...news, rest].join('; ')}.`;
}
