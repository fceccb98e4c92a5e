import { isBornThen } from '../domain/birth.ts';
import { type Difference, differences } from '../domain/difference.ts';
import { nameIn } from '../domain/names.ts';
import type { Resource } from '../domain/resource.ts';
import { SetupError } from '../errors.ts';
import type { AzureReads } from '../port/azure.ts';
import type { Part } from '../state/parts.ts';

/** Whether something is as it was made. `gone`: it said so itself; `unknown`: it could not be looked at. */
export type Verdict = 'as-made' | 'changed' | 'gone' | 'unknown';

/** A part of a set-up, and how it is now. */
export interface Seen {
  readonly part: Part;
  readonly verdict: Verdict;
  readonly differences: readonly Difference[];
  /** Why it could not be looked at, or what else there is to say. */
  readonly reason?: string;
  /** What to do about it, where it could not be looked at. */
  readonly help?: string;
}

interface Now {
  /** Undefined where nothing of that id is there. */
  readonly born: string | undefined;
  readonly differs: readonly Difference[];
}

/** What was sent, where this is known and of that kind. */
function sentAs<Kind extends Resource['kind']>(part: Part, kind: Kind): Extract<Resource, { kind: Kind }> | undefined {
  const sent = part.made?.sent;
  return sent?.kind === kind ? (sent as Extract<Resource, { kind: Kind }>) : undefined;
}

function state(now: string): readonly Difference[] {
  return now === 'Succeeded' ? [] : [{ property: 'provisioningState', asked: 'Succeeded', now }];
}

const looks: Readonly<
  Record<Resource['kind'], (azure: AzureReads, part: Part, place: Place) => Promise<Now | undefined>>
> = {
  async registration(azure, _, { subscription }) {
    const { registrationState } = await azure.provider(subscription);
    const isOn = /^regist/i.test(registrationState);
    const off = { property: 'registrationState', asked: 'Registered', now: registrationState };
    return { born: undefined, differs: isOn ? [] : [off] };
  },
  async group(azure, part, { subscription, group }) {
    const found = await azure.resourceGroup(subscription, group);
    if (found === undefined) return undefined;
    const born = part.made === undefined ? undefined : (await azure.find(part))?.born;
    return { born, differs: [...differences(sentAs(part, 'group') ?? {}, found), ...state(found.provisioningState)] };
  },
  async instance(azure, part, { subscription, group }) {
    const found = await azure.instance(subscription, group, part.id.split('/').at(-1) ?? '');
    if (found === undefined) return undefined;
    const differs = differences(sentAs(part, 'instance') ?? {}, found);
    return { born: found.createdTime, differs: [...differs, ...state(found.provisioningState)] };
  },
  async assignment(azure, part) {
    const found = await azure.roleAssignment(part.id);
    if (found === undefined) return undefined;
    const sent = sentAs(part, 'assignment');
    const pairs = [
      ['principal', sent?.principalId.toLowerCase(), found.principalId.toLowerCase()],
      ['role', sent?.roleId.toLowerCase(), found.roleId.toLowerCase()],
    ] as const;
    const differs = pairs.flatMap(([property, asked, now]) =>
      asked === undefined || asked === now ? [] : [{ property, asked, now }],
    );
    return { born: found.createdOn, differs };
  },
  async other(azure, part) {
    const found = await azure.find(part.made?.sent ?? part);
    return found && { born: found.born, differs: [] };
  },
};

interface Place {
  readonly subscription: string;
  readonly group: string;
}

/** Looks at one part of a set-up, by the verbs that only read; what can't be looked at is `unknown`, and never gone. */
export async function lookAt(azure: AzureReads, part: Part): Promise<Seen> {
  const place = {
    subscription: nameIn(part.id, 'subscriptions') ?? '',
    group: nameIn(part.id, 'resourceGroups') ?? '',
  };
  try {
    const now = await looks[part.kind](azure, part, place);
    if (now === undefined) return { part, verdict: 'gone', differences: [] };
    const { born, differs } = now;
    if (part.made !== undefined && isBornThen(part.made, born) === 'another') {
      const then = part.made.born ?? part.made.at;
      const anew = { property: 'created', asked: then, now: born };
      const reason = 'somebody has deleted it and made another one of that name';
      return { part, verdict: 'changed', differences: [anew, ...differs], reason };
    }
    return { part, verdict: differs.length === 0 ? 'as-made' : 'changed', differences: differs };
  } catch (error) {
    return unseen(part, error);
  }
}

/** It could not be looked at, with the reason. */
export function unseen(part: Part, error: unknown): Seen {
  if (!(error instanceof SetupError)) throw error;
  return { part, verdict: 'unknown', differences: [], reason: error.message, help: error.suggestion };
}

/** The verdict on the whole: what could not be looked at leaves it open; without its instance, nothing of it is there. */
export function verdictOf(all: readonly Seen[]): Verdict {
  if (all.some(({ verdict }) => verdict === 'unknown')) return 'unknown';
  if (all.some(({ part, verdict }) => part.kind === 'instance' && verdict === 'gone')) return 'gone';
  return all.some(({ verdict }) => verdict !== 'as-made') ? 'changed' : 'as-made';
}
