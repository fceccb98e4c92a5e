import type { Principal, RoleAssignment } from '../src/azure.ts';
import { assignmentName } from '../src/domain/assignment-name.ts';
import { sameName } from '../src/domain/names.ts';
import { actions } from '../src/domain/rights.ts';
import { dataRole, type Role } from '../src/domain/roles.ts';
import type { Argv, Grant, HandOver, Outcome, Question, Step, World } from '../src/step.ts';
import { askPrincipal, assignee, shown } from './people.ts';
import { whoCan } from './who-can.ts';

type Needs = 'login' | 'subscription' | 'resource-group' | 'instance' | 'permissions';

const role: Question = {
  key: 'role',
  flag: 'role',
  placeholder: 'ROLE',
  message: 'What they may do',
  explain: 'Data Owner reads and changes everything in the instance; Data Reader only reads.',
  help: 'owner (default) or reader, its full name or its id',
  optional: true,
  parse: (text) => dataRole(text).word,
};

function covers(assignment: RoleAssignment, roleId: string): boolean {
  return sameName(assignment.roleId, roleId) && !assignment.conditional;
}

function commands(scope: string, principal: Principal, what: Role): readonly Argv[] {
  const type = principal.type === undefined ? [] : ['--assignee-principal-type', principal.type];
  const who = ['--assignee-object-id', principal.id, ...type];
  return [['az', 'role', 'assignment', 'create', ...who, '--role', what.id, '--scope', scope]];
}

async function handOver(world: World<Needs>, principal: Principal, what: Role): Promise<HandOver> {
  const { subscription, instance, login } = world.facts;
  return {
    what: `Give ${shown(principal)} the role "${what.name}" on the Azure Digital Twins instance "${instance.name}"`,
    why: `${login.displayName} may create resources there, but not grant access to them (${actions.assignRole} is missing). The role lets its holder ${what.allows}, and nothing else in Azure.`,
    az: commands(instance.id, principal, what),
    portal: world.azure.links.accessControl(instance.id),
    details: [
      ['Who', shown(principal)],
      ['Object id', principal.id],
      ['Role', `${what.name} (${what.id})`],
      ['Scope', instance.id],
      ['Subscription', `${subscription.name} (${subscription.id})`],
    ],
    people: await whoCan(world.azure, subscription.id, 'assign roles'),
  };
}

export const roleStep: Step<Needs, 'role'> = {
  id: 'role',
  title: 'Access',
  needs: ['login', 'subscription', 'resource-group', 'instance', 'permissions'],
  questions: [assignee, role],
  async plan(world): Promise<Outcome<Grant>> {
    const { instance, permissions, subscription } = world.facts;
    const { principal, mine } = await askPrincipal(world);
    const what = dataRole(
      await world.ask(role, { recommended: { value: 'owner', why: 'needed to put anything into it', safe: true } }),
    );
    const scope = instance.id;
    const az = commands(scope, principal, what);
    const exists = !world.absent.has('instance');
    const held = exists ? await world.azure.roleAssignmentsOf(scope, principal.id) : [];
    const enough = held.find((each) => covers(each, what.id));
    const grant = { principal, role: what, mine };
    if (enough) {
      const how = sameName(enough.principalId, principal.id) ? '' : ', through a group';
      const says = `${shown(principal)} is ${what.name} already${how}`;
      return { kind: 'found', value: { ...grant, assignment: enough }, says, evidence: 'checked', az };
    }
    const says = `${shown(principal)} becomes ${what.name} of it`;
    if (permissions.mayAssignRoles === false) {
      const right = { action: actions.assignRole, scope };
      const packet = await handOver(world, principal, what);
      return {
        kind: 'blocked',
        says: 'you may not grant roles here',
        evidence: 'checked',
        az,
        missing: [right],
        stops: [],
        handOver: packet,
      };
    }
    const name = assignmentName(scope, principal.id, what.id);
    const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const type = principal.type === undefined ? {} : { principalType: principal.type };
    return {
      kind: 'change',
      says,
      evidence: permissions.mayAssignRoles === undefined ? 'unknown' : 'checked',
      az,
      expects: { ...grant, assignment: { id, scope } },
      change: {
        id,
        needs: [{ action: actions.assignRole, scope }],
        send: () =>
          world.azure.assignRole({
            subscriptionId: subscription.id,
            scope,
            name,
            roleId: what.id,
            principalId: principal.id,
            ...type,
          }),
        async look() {
          const now = await world.azure.roleAssignmentsOf(scope, principal.id);
          const assignment = now.find((each) => covers(each, what.id));
          return assignment ? { is: 'there', value: { ...grant, assignment } } : { is: 'absent' };
        },
        longest: 300,
        atLongest: 'waiting',
        doing: 'Azure is saving the role',
        done: `${shown(principal)} is ${what.name}`,
      },
    };
  },
};
