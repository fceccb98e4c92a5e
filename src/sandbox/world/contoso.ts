import { groupsOfContoso } from './contoso-groups.ts';
import { contoso, fabrikamTenant } from './contoso-ids.ts';
import { peopleOfContoso } from './contoso-people.ts';
import { guidOf } from './identifiers.ts';
import { roleIds } from './roles.ts';
import {
  everyone,
  type Instance,
  type PrincipalType,
  type Registration,
  type RoleAssignment,
  type Subscription,
  type World,
} from './world.ts';

const begun = Date.UTC(2024, 2, 4, 8, 30, 0);

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

/** A role assignment that has long been there. */
export function standing(
  scope: string,
  roleId: string,
  principalId: string,
  principalType: PrincipalType = 'User',
): RoleAssignment {
  const name = guidOf('assignment', scope.toLowerCase(), roleId, principalId);
  const rest = { condition: null, conditionVersion: null, description: null, createdBy: contoso.carla };
  return { name, scope, roleId, principalId, principalType, createdOn: begun, effectiveAt: begun, ...rest };
}

/** Assignments under the key by which the world knows them. */
export function byName(assignments: readonly RoleAssignment[]): Record<string, RoleAssignment> {
  return Object.fromEntries(assignments.map((each) => [each.name.toLowerCase(), each]));
}

function registered(subscriptionId: string, ...namespaces: readonly string[]): [string, Registration][] {
  return namespaces.map((namespace) => [
    `${subscriptionId}/${namespace.toLowerCase()}`,
    { namespace, subscriptionId, state: 'Registered' },
  ]);
}

/** An instance that has long been there. */
export function standingInstance(
  subscriptionId: string,
  resourceGroup: string,
  name: string,
  location: string,
  more: Partial<Instance> = {},
): Instance {
  const made = '2024-05-21T09:14:33.6104482Z';
  const by = {
    createdBy: 'bea@contoso.com',
    createdByType: 'User',
    lastModifiedBy: 'bea@contoso.com',
    lastModifiedByType: 'User',
  } as const;
  return {
    subscriptionId,
    resourceGroup,
    name,
    location,
    tags: null,
    publicNetworkAccess: 'Enabled',
    createdTime: made,
    lastUpdatedTime: '2024-05-21T09:14:52.0275119Z',
    systemData: { ...by, createdAt: '2024-05-21T09:14:32.1187743Z', lastModifiedAt: '2024-05-21T09:14:32.1187743Z' },
    hostLabel: name,
    state: 'Succeeded',
    key: guidOf('twins', subscriptionId, location, name),
    ...more,
  };
}

/** Key of an instance in the world. */
export function instanceKey(subscriptionId: string, resourceGroup: string, name: string): string {
  return `${subscriptionId}/${resourceGroup}/${name}`.toLowerCase();
}

/** Instances under the key by which the world knows them. */
export function byKey(instances: readonly Instance[]): Record<string, Instance> {
  return Object.fromEntries(
    instances.map((each) => [instanceKey(each.subscriptionId, each.resourceGroup, each.name), each]),
  );
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
      standingInstance(contoso.production, 'rg-campus-prod', 'contoso-campus', 'westeurope', { tags: { env: 'prod' } }),
      standingInstance(contoso.production, 'rg-factory-prod', 'Contoso-Factory-Line1', 'eastus2'),
      standingInstance(contoso.test, 'rg-twins-test', 'contoso-twins-test', 'northeurope'),
      standingInstance(contoso.shared, 'rg-shared', 'fabrikam-twins', 'westeurope'),
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
