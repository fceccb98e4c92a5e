import type { Fault } from './host/faults.ts';
import type { Settings } from './settings.ts';
import { contosoWorld } from './world/contoso/contoso.ts';
import { contoso } from './world/contoso/ids.ts';
import { standing, standingInstance } from './world/contoso/standing.ts';
import { byKey, byName } from './world/keys.ts';
import { roleIds } from './world/roles.ts';
import { changed, type World } from './world/world.ts';

/** A situation to practise. */
export interface Scenario {
  readonly name: string;
  /** One sentence for the help page and the login screen. */
  readonly description: string;
  readonly settings: Partial<Settings>;
  readonly faults: readonly Fault[];
  readonly world: (world: World) => World;
}

const dev = `/subscriptions/${contoso.dev}`;

/** Ana with one role on "Contoso Dev" instead of Owner. */
function anaAs(roleId: string): (world: World) => World {
  return (world) => {
    const others = Object.values(world.assignments).filter(
      (each) => !(each.principalId === contoso.ana && each.scope === dev),
    );
    return changed(world, { assignments: byName([...others, standing(dev, roleId, contoso.ana)]) });
  };
}

const same = (world: World): World => world;

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
    description: 'The name you choose first already belongs to somebody else.',
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

function unregistered(world: World): World {
  const namespace = 'Microsoft.DigitalTwins';
  return changed(world, {
    registrations: {
      ...world.registrations,
      [`${contoso.dev}/${namespace.toLowerCase()}`]: { namespace, subscriptionId: contoso.dev, state: 'Unregistered' },
    },
  });
}

/** Ten instances in West Europe, as many as a subscription may have in one region. */
function withFullRegion(world: World): World {
  const numbers = Array.from({ length: 10 }, (_, at) => String(at + 1).padStart(2, '0'));
  const namespace = 'Microsoft.DigitalTwins';
  return changed(world, {
    registrations: {
      ...world.registrations,
      [`${contoso.dev}/${namespace.toLowerCase()}`]: { namespace, subscriptionId: contoso.dev, state: 'Registered' },
    },
    instances: {
      ...world.instances,
      ...byKey(
        numbers.map((number) =>
          standingInstance({
            subscriptionId: contoso.dev,
            resourceGroup: 'rg-buildings',
            name: `contoso-building-${number}`,
            location: 'westeurope',
          }),
        ),
      ),
    },
  });
}

/** Azure's built-in definitions "Allowed locations" and "Require a tag on resources", assigned to "Contoso Dev". */
function withPolicies(world: World): World {
  const definition = (id: string): string => `/providers/Microsoft.Authorization/policyDefinitions/${id}`;
  const [locations, tag] = ['e56962a6-4747-49cd-b67b-bf8b01975c4c', '871b6d14-10aa-478d-b590-94f262ecfa99'];
  return changed(world, {
    policies: [
      {
        name: 'contoso-locations',
        displayName: 'Contoso: allowed regions',
        scope: dev,
        definitionId: definition(locations),
        definitionName: locations,
        definitionDisplayName: 'Allowed locations',
        effect: 'Deny',
        rule: { kind: 'allowedLocations', locations: ['northeurope', 'uksouth', 'eastus2'] },
      },
      {
        name: 'contoso-cost-center',
        displayName: 'Contoso: cost center on everything',
        scope: dev,
        definitionId: definition(tag),
        definitionName: tag,
        definitionDisplayName: 'Require a tag on resources',
        effect: 'Deny',
        rule: { kind: 'requiredTag', tag: 'costCenter' },
      },
    ],
  });
}

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
