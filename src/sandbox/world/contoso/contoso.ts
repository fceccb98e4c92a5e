import { everyone } from '../access.ts';
import { guidOf } from '../identifiers.ts';
import { byKey, byName } from '../keys.ts';
import { roleIds } from '../roles.ts';
import type { Registration, Subscription } from '../subscriptions.ts';
import type { World } from '../world.ts';
import { groupsOfContoso } from './groups.ts';
import { contoso, fabrikamTenant } from './ids.ts';
import { peopleOfContoso } from './people.ts';
import { begun, standing, standingInstance } from './standing.ts';

function subscription(id: string, displayName: string, more: Partial<Subscription> = {}): Subscription {
  return {
    id,
    tenantId: contoso.tenant,
    displayName,
    state: 'Enabled',
    quotaId: 'PayAsYouGo_2014-09-01',
    spendingLimit: 'Off',
    ...more,
  };
}

function registered(subscriptionId: string, ...namespaces: readonly string[]): [string, Registration][] {
  return namespaces.map((namespace) => [
    `${subscriptionId}/${namespace.toLowerCase()}`,
    { namespace, subscriptionId, state: 'Registered' },
  ]);
}

/** The tenant "Contoso" as it is when nobody has done anything yet. `secretHash` is that of the automation's client secret. */
export function contosoWorld(source: string, secretHash: string): World {
  const dev = `/subscriptions/${contoso.dev}`;
  const production = `/subscriptions/${contoso.production}`;
  const test = `/subscriptions/${contoso.test}`;
  const trial = `/subscriptions/${contoso.trial}`;
  return {
    schema: 1,
    scenario: 'owner',
    source,
    drawn: 0,
    signedIn: contoso.ana,
    tenants: [
      {
        id: contoso.tenant,
        displayName: 'Contoso',
        defaultDomain: 'contoso.com',
        domains: ['contoso.com', 'contoso.onmicrosoft.com'],
        countryCode: 'NL',
      },
      {
        id: fabrikamTenant,
        displayName: 'Fabrikam',
        defaultDomain: 'fabrikam.com',
        domains: ['fabrikam.com', 'fabrikam.onmicrosoft.com'],
        countryCode: 'US',
      },
    ],
    directory: Object.fromEntries(peopleOfContoso(contoso, begun, secretHash).map((each) => [each.id, each])),
    subscriptions: [
      subscription(contoso.dev, 'Contoso Dev'),
      subscription(contoso.production, 'Contoso Production', { quotaId: 'EnterpriseAgreement_2014-09-01' }),
      subscription(contoso.test, 'Contoso Test'),
      subscription(contoso.trial, 'Contoso Trial (expired)', {
        state: 'Disabled',
        quotaId: 'FreeTrial_2014-09-01',
        spendingLimit: 'On',
      }),
      subscription(contoso.shared, 'Fabrikam Shared', { tenantId: fabrikamTenant }),
    ],
    registrations: Object.fromEntries([
      ...registered(contoso.dev, 'Microsoft.Storage', 'Microsoft.Compute', 'Microsoft.Network'),
      ...registered(
        contoso.production,
        'Microsoft.DigitalTwins',
        'Microsoft.Storage',
        'Microsoft.Compute',
        'Microsoft.Network',
        'Microsoft.Devices',
      ),
      ...registered(contoso.test, 'Microsoft.DigitalTwins', 'Microsoft.Storage'),
      ...registered(contoso.shared, 'Microsoft.DigitalTwins'),
    ]),
    groups: groupsOfContoso(contoso),
    instances: byKey([
      standingInstance({
        subscriptionId: contoso.production,
        resourceGroup: 'rg-campus-prod',
        name: 'contoso-campus',
        location: 'westeurope',
        tags: { env: 'prod' },
      }),
      standingInstance({
        subscriptionId: contoso.production,
        resourceGroup: 'rg-factory-prod',
        name: 'Contoso-Factory-Line1',
        location: 'eastus2',
      }),
      standingInstance({
        subscriptionId: contoso.test,
        resourceGroup: 'rg-twins-test',
        name: 'contoso-twins-test',
        location: 'northeurope',
      }),
      standingInstance({
        subscriptionId: contoso.shared,
        resourceGroup: 'rg-shared',
        name: 'fabrikam-twins',
        location: 'westeurope',
      }),
    ]),
    operations: {},
    assignments: byName([
      standing('/', roleIds.userAccessAdministrator, contoso.carla),
      standing(dev, roleIds.owner, contoso.ana),
      standing(dev, roleIds.owner, contoso.bea),
      standing(dev, roleIds.owner, contoso.platformAdmins, 'Group'),
      standing(dev, roleIds.reader, contoso.gus),
      standing(dev, roleIds.owner, contoso.automation, 'ServicePrincipal'),
      standing(dev, roleIds.reader, contoso.pipeline, 'ServicePrincipal'),
      standing(`${dev}/resourceGroups/rg-storage`, roleIds.blobDataReader, contoso.twinBuilders, 'Group'),
      standing(production, roleIds.reader, contoso.ana),
      standing(production, roleIds.owner, contoso.bea),
      standing(production, roleIds.owner, contoso.platformAdmins, 'Group'),
      standing(
        `${production}/resourceGroups/rg-campus-prod/providers/Microsoft.DigitalTwins/digitalTwinsInstances/contoso-campus`,
        roleIds.twinsDataOwner,
        contoso.twinBuilders,
        'Group',
      ),
      standing(test, roleIds.contributor, contoso.ana),
      standing(test, roleIds.owner, contoso.bea),
      standing(trial, roleIds.owner, contoso.ana),
      standing(`/subscriptions/${contoso.shared}`, roleIds.owner, contoso.gusAtHome),
      standing(
        `/subscriptions/${contoso.shared}`,
        roleIds.twinsDataOwner,
        contoso.foreignPrincipal,
        'ServicePrincipal',
      ),
    ]),
    customRoles: [],
    denials: [
      {
        name: guidOf('denial', 'mrg-contoso-insights'),
        displayName: 'System deny assignment created by managed application',
        description: 'Created by the managed application contoso-insights.',
        scope: `${dev}/resourceGroups/mrg-contoso-insights`,
        doNotApplyToChildScopes: false,
        principals: [everyone],
        excludePrincipals: [],
        actions: ['*'],
        notActions: ['*/read'],
        dataActions: [],
        notDataActions: [],
      },
    ],
    eligibilities: [
      {
        name: guidOf('eligibility', contoso.ana, roleIds.owner),
        scope: production,
        roleId: roleIds.owner,
        principalId: contoso.ana,
        principalType: 'User',
        createdOn: begun,
      },
    ],
    locks: [
      {
        name: 'do-not-touch',
        scope: `${dev}/resourceGroups/rg-network`,
        level: 'ReadOnly',
        notes: 'The network team changes this group by pipeline only.',
      },
    ],
    policies: [],
    deviceCodes: {},
    heldNames: {},
    crowd: { subscriptions: 0, groups: 0 },
  };
}
