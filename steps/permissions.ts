import type { PermissionEntry } from '../src/azure.ts';
import { actions, may, type Right } from '../src/domain/rights.ts';
import type { HandOver, Outcome, Rights, Step, StepId, World } from '../src/step.ts';
import { whoCan } from './who-can.ts';

type Needs = 'subscription' | 'resource-group' | 'instance' | 'login';

/** The nearest scope that exists: a group or instance that isn't there yet has the rights of what is above it. */
function nearest(world: World<Needs>, scope: string): string {
  const { subscription, 'resource-group': group, instance } = world.facts;
  if (scope === instance.id && !world.absent.has('instance')) return scope;
  if (scope.startsWith(group.id) && !world.absent.has('resource-group')) return group.id;
  return `/subscriptions/${subscription.id}`;
}

/** What each step's change is, for a sentence to somebody who is asked for help. */
const works: Partial<Readonly<Record<StepId, string>>> = {
  provider: 'Switch Azure Digital Twins on for the subscription',
  'resource-group': 'Create the resource group',
  instance: 'Create the Azure Digital Twins instance',
};

interface Missing {
  readonly step: StepId;
  readonly right: Right;
}

async function handOver(world: World<Needs>, missing: readonly Missing[]): Promise<HandOver> {
  const { subscription, 'resource-group': group, instance, login } = world.facts;
  const scope = `/subscriptions/${subscription.id}`;
  const grantScope = world.absent.has('resource-group') ? scope : group.id;
  return {
    what: missing.map(({ step }) => works[step] ?? step).join(', then '),
    why: `${login.displayName} may not: ${missing.map(({ right }) => `${right.action} on ${right.scope}`).join('; ')}.`,
    az: [
      ['az', 'role', 'assignment', 'create', '--assignee-object-id', login.objectId]
        .concat('--assignee-principal-type', login.kind === 'user' ? 'User' : 'ServicePrincipal')
        .concat(
          '--role',
          'Contributor',
          '--scope',
          missing.some(({ step }) => step !== 'instance') ? scope : grantScope,
        ),
    ],
    portal: world.azure.links.accessControl(grantScope),
    details: [
      ['Account', `${login.username} (object id ${login.objectId})`],
      ['Subscription', `${subscription.name} (${subscription.id})`],
      ['Resource group', group.name],
      ['Instance', instance.name],
    ],
    people: await whoCan(world.azure, subscription.id, 'assign roles'),
  };
}

function wording(action: string): string {
  if (action === actions.register) return 'switch the service on';
  if (action === actions.createGroup) return 'create the resource group';
  return 'create the instance';
}

export const permissions: Step<Needs, 'permissions'> = {
  id: 'permissions',
  title: 'Your rights',
  needs: ['login', 'subscription', 'resource-group', 'instance'],
  questions: [],
  async plan(world) {
    const read = new Map<string, Promise<readonly PermissionEntry[] | undefined>>();
    const entriesAt = (scope: string): Promise<readonly PermissionEntry[] | undefined> => {
      const place = nearest(world, scope);
      const entries = read.get(place) ?? world.azure.permissions(place);
      read.set(place, entries);
      return entries;
    };
    const missing: Missing[] = [];
    let unknown = 0;
    for (const { step, right } of world.needed) {
      const entries = await entriesAt(right.scope);
      if (entries === undefined) unknown += 1;
      else if (!may(entries, right.action)) missing.push({ step, right });
    }
    const here = await entriesAt(world.facts.instance.id);
    const mayAssignRoles = here && may(here, actions.assignRole);
    return verdict(world, { mayAssignRoles }, missing, unknown + (here === undefined ? 1 : 0));
  },
};

async function verdict(
  world: World<Needs>,
  value: Rights,
  missing: readonly Missing[],
  unknown: number,
): Promise<Outcome<Rights>> {
  const az = [
    ['az', 'role', 'assignment', 'list', '--assignee', world.facts.login.objectId, '--all', '--include-inherited'],
  ];
  if (missing.length > 0) {
    return {
      kind: 'blocked',
      says: `you may not ${missing.map(({ right }) => wording(right.action)).join(' and ')}`,
      evidence: 'checked',
      az,
      missing: missing.map(({ right }) => right),
      stops: missing.map(({ step }) => step),
      handOver: await handOver(world, missing),
    };
  }
  if (unknown > 0) {
    return { kind: 'found', value, says: 'could not be checked; Azure will tell', evidence: 'unknown', az };
  }
  const says =
    value.mayAssignRoles === false ? 'you may create all of this, but not grant access' : 'you may do all of this';
  return { kind: 'found', value, says, evidence: 'checked', az };
}
