import { askedOnce } from '../port/asked-once.ts';
import type { Account, Availability, Azure } from '../port/azure.ts';

/**
 * What is read once and then used again for a while: facts that nothing of a set-up changes, but for what {@link remembering} forgets
 * them; and whoever is told something false by them is told so by Azure, which refuses the change. Whether a thing is there is none of
 * them: that is looked at right before it is made.
 */
const kept = [
  'subscriptions',
  'instances',
  'nameAvailability',
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

/** Milliseconds after which time could have made it false: a plan is read, agreed to and carried out in less. */
const longest = 300_000;

/** That a name could not be checked is no answer. */
function isAnswer(name: keyof Azure, answer: unknown): boolean {
  return name !== 'nameAvailability' || (answer as Availability).is !== 'unknown';
}

/**
 * The port, which asks Azure once where the same would be read twice: the plan and what carries it out need the same rules. All is
 * forgotten with the tokens, with another sign-in, when an access right was given, and when Azure refuses a change: something of it
 * was false then. What this set-up makes or removes itself is forgotten too. A read that failed is not kept.
 */
export function remembering(azure: Azure, now: () => number = Date.now): Azure {
  const { reads, forget } = askedOnce(azure, kept, { isFresh: (at) => now() - at < longest, keeps: isAnswer, now });
  let entered: Account | undefined;
  const forgetting = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work;
    } finally {
      forget();
    }
  };
  return {
    ...azure,
    ...reads,
    signIn: async (...asked) => {
      const account = await azure.signIn(...asked);
      if (account !== entered) forget();
      entered = account;
      return account;
    },
    signOut: () => {
      entered = undefined;
      forget();
      azure.signOut();
    },
    forgetTokens: () => {
      forget();
      azure.forgetTokens();
    },
    forgetFacts: () => {
      forget();
      azure.forgetFacts();
    },
    principals: async (subscriptionId, text) =>
      text.trim().toLowerCase() === 'me'
        ? [await reads.me(subscriptionId)]
        : await azure.principals(subscriptionId, text),
    activateRole: (...role) => forgetting(azure.activateRole(...role)),
    deploy: (...ordered) => forgetting(azure.deploy(...ordered)),
    remove: (...which) => forgetting(azure.remove(...which)),
    create: async (resource) => {
      if (resource.kind === 'assignment') return await forgetting(azure.create(resource));
      try {
        const created = await azure.create(resource);
        if (resource.kind === 'instance') forget('instances', 'nameAvailability');
        return created;
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}
