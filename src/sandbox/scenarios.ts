import type { Fault } from './host/faults.ts';
import type { Settings } from './settings.ts';
import { contosoWorld } from './world/contoso/contoso.ts';
import { contoso } from './world/contoso/ids.ts';
import { standing } from './world/contoso/standing.ts';
import { anaAs, dev, same, unregistered, withFullRegion, withPolicies } from './world/contoso/variations.ts';
import { byName } from './world/keys.ts';
import { roleIds } from './world/roles.ts';
import { changed, type World } from './world/world.ts';

/** A situation to practice. */
export interface Scenario {
  readonly name: string;
  /** One sentence for the help page and the login screen. */
  readonly description: string;
  readonly settings: Partial<Settings>;
  readonly faults: readonly Fault[];
  readonly world: (world: World) => World;
}

/** The scenarios, the default first. */
export const scenarios: readonly Scenario[] = [
  { name: 'owner', description: 'Everything works: you own the subscription.', settings: {}, faults: [], world: same },
  {
    name: 'contributor',
    description: 'You may create, but not give access; a colleague helps later.',
    settings: { helpfulAdministratorSeconds: 20 },
    faults: [],
    world: anaAs(roleIds.contributor),
  },
  {
    name: 'reader',
    description: 'You may only look, until a colleague gives you more rights.',
    settings: { helpfulAdministratorSeconds: 20 },
    faults: [],
    world: anaAs(roleIds.reader),
  },
  {
    name: 'guest',
    description: 'You are a guest: your e-mail is not your user principal name.',
    settings: {},
    faults: [],
    world: (world) =>
      changed(world, {
        signedIn: contoso.gus,
        assignments: byName([...Object.values(world.assignments), standing(dev, roleIds.owner, contoso.gus)]),
      }),
  },
  {
    name: 'taken',
    description: 'The name you choose first is already taken.',
    settings: {},
    faults: [],
    world: same,
  },
  {
    name: 'unregistered',
    description: 'The service is not switched on, and that takes its time.',
    settings: { registrationSeconds: 20 },
    faults: [],
    world: unregistered,
  },
  {
    name: 'policy',
    description: 'A policy allows few regions and demands the tag costCenter.',
    settings: {},
    faults: [],
    world: withPolicies,
  },
  {
    name: 'throttled',
    description: 'Azure answers 429 now and then and says how long to wait.',
    settings: {},
    faults: [
      { address: '^/subscriptions', nth: 3, times: 0, every: 10, what: { is: 'status', status: 429, retryAfter: '2' } },
      // The instances' own endpoint counts for itself.
      {
        address: '^/[^/]+[.]api[.]',
        nth: 2,
        times: 0,
        every: 10,
        what: { is: 'status', status: 429, retryAfter: '2' },
      },
    ],
    world: same,
  },
  {
    name: 'slow-role',
    description: 'The new role takes its time to take effect.',
    settings: { roleSpreadSeconds: 45 },
    faults: [],
    world: same,
  },
  {
    name: 'quota',
    description: 'One region has no room for another instance.',
    settings: {},
    faults: [],
    world: withFullRegion,
  },
];

/** The scenario of a name; an unknown one is an error that lists them. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (found === undefined)
    throw new Error(`There is no scenario "${name}". Scenarios: ${scenarios.map((each) => each.name).join(', ')}.`);
  return found;
}

/** The world with as big a crowd as the settings ask for; in a crowd, the person who signs in owns everything. */
export function crowded(world: World, { crowdSubscriptions, crowdGroups }: Settings): World {
  const crowd = { subscriptions: crowdSubscriptions, groups: crowdGroups };
  if (world.crowd.subscriptions === crowd.subscriptions && world.crowd.groups === crowd.groups) return world;
  const owner = byName([standing('/', roleIds.owner, world.signedIn)]);
  const others = Object.entries(world.assignments).filter(([name]) => !(name in owner));
  const assignments = { ...Object.fromEntries(others), ...(crowdSubscriptions > 0 ? owner : {}) };
  return changed(world, { crowd, assignments });
}

/** The world with which a scenario begins. */
export function freshWorld(scenario: Scenario, source: string, secretHash: string): World {
  return changed(scenario.world(contosoWorld(source, secretHash)), { scenario: scenario.name });
}
