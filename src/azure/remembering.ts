import type { Azure } from '../port/azure.ts';

/**
 * What is read once and then used again for a while: facts that nothing of a set-up changes, but for what {@link remembering} forgets
 * them. Whether something is there is none of them: it is looked at right before anything is made.
 */
const kept = [
  'subscriptions',
  'locks',
  'restrictions',
  'policyDenials',
  'permissions',
  'denyAssignments',
  'me',
  'myGroups',
  'principalsById',
  'roleDefinitions',
  'customRoles',
  'eligibleRoles',
] as const satisfies readonly (keyof Azure)[];

/** Milliseconds after which time could have made it false. */
const longest = 30_000;

interface Kept {
  readonly at: number;
  readonly value: Promise<unknown>;
}

/** Reads of the port that are asked once for the same, and then given again. */
interface Repeated<Name extends keyof Azure> {
  readonly reads: Pick<Azure, Name>;
  forget(): void;
}

/** The named reads, each asked once as long as its answer is fresh, by when it was asked. One that failed is not kept. */
export function askedOnce<Name extends keyof Azure>(
  azure: Azure,
  names: readonly Name[],
  isFresh: (at: number) => boolean,
  now: () => number = Date.now,
): Repeated<Name> {
  const facts = new Map<string, Kept>();
  const once =
    (name: Name) =>
    (...args: readonly unknown[]): Promise<unknown> => {
      const key = JSON.stringify([name, ...args]);
      const known = facts.get(key);
      if (known !== undefined && isFresh(known.at)) return known.value;
      const value = (azure[name] as (...all: readonly unknown[]) => Promise<unknown>)(...args);
      const fact = { at: now(), value };
      facts.set(key, fact);
      value.catch(() => {
        if (facts.get(key) === fact) facts.delete(key);
      });
      return value;
    };
  const reads = Object.fromEntries(names.map((name) => [name, once(name)])) as unknown as Pick<Azure, Name>;
  return { reads, forget: () => facts.clear() };
}

/**
 * The port, which asks Azure once where the same would be read twice in a moment: the plan and what carries it out need the same rules.
 * All is forgotten with the tokens, with another sign-in, and when an access right was given. A read that failed is not kept.
 */
export function remembering(azure: Azure, now: () => number = Date.now): Azure {
  const { reads, forget } = askedOnce(azure, kept, (at) => now() - at < longest, now);
  return {
    ...azure,
    ...reads,
    signIn: async (method, tenant) => {
      forget();
      return await azure.signIn(method, tenant);
    },
    signOut: () => {
      forget();
      azure.signOut();
    },
    forgetTokens: () => {
      forget();
      azure.forgetTokens();
    },
    principals: async (subscriptionId, text) =>
      text.trim().toLowerCase() === 'me'
        ? [await reads.me(subscriptionId)]
        : await azure.principals(subscriptionId, text),
    activateRole: async (...role) => {
      try {
        return await azure.activateRole(...role);
      } finally {
        forget();
      }
    },
    remove: async (...which) => {
      try {
        return await azure.remove(...which);
      } finally {
        forget();
      }
    },
    create: async (resource) => {
      try {
        return await azure.create(resource);
      } finally {
        if (resource.kind === 'assignment') forget();
      }
    },
  };
}
