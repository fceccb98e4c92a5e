import { byKey, byName } from '../keys.ts';
import { changed, type World } from '../world.ts';
import { contoso } from './ids.ts';
import { standing, standingInstance } from './standing.ts';

/** The subscription where one practices. */
export const dev = `/subscriptions/${contoso.dev}`;

/** Ana with one role on "Contoso Dev" instead of Owner. */
export function anaAs(roleId: string): (world: World) => World {
  return (world) => {
    const others = Object.values(world.assignments).filter(
      (each) => !(each.principalId === contoso.ana && each.scope === dev),
    );
    return changed(world, { assignments: byName([...others, standing(dev, roleId, contoso.ana)]) });
  };
}

/** Contoso as it is. */
export const same = (world: World): World => world;

/** "Contoso Dev" without the service. */
export function unregistered(world: World): World {
  const namespace = 'Microsoft.DigitalTwins';
  return changed(world, {
    registrations: {
      ...world.registrations,
      [`${contoso.dev}/${namespace.toLowerCase()}`]: { namespace, subscriptionId: contoso.dev, state: 'Unregistered' },
    },
  });
}

/** Ten instances in West Europe, as many as a subscription may have in one region. */
export function withFullRegion(world: World): World {
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
export function withPolicies(world: World): World {
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
