import { assignmentName } from '../src/domain/assignment-name.ts';
import { sameName } from '../src/domain/names.ts';
import { dataRole, type Role, rolesFor } from '../src/domain/roles.ts';
import type { Principal, RoleAssignment } from '../src/port/azure.ts';
import { actions } from '../src/rights/match.ts';
import { denialOf, type Verdict } from '../src/rights/verdict.ts';
import { whichRoles, whoCan } from '../src/rights/who-can.ts';
import type { HandOver } from '../src/step/hand-over.ts';
import type { Question } from '../src/step/question.ts';
import type { Argv, Evidence, Grant, Outcome, Step, World } from '../src/step/step.ts';
import { askPrincipal, assignee } from './people/assignee.ts';
import { caution, isNameless, shown } from './people/words.ts';
import { locksOver } from './place/group-obstacles.ts';
import { activations } from './rights/activation.ts';
import { givingRole } from './rights/giving-role.ts';
import { noRoleHelps } from './rights/hand-over.ts';
import { heldBy, howHeld } from './rights/held-role.ts';
import { nearestScope, whyNot } from './rights/scopes.ts';

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

/** How sure it is that the role can be given, and that it goes to somebody who is there. */
function evidenceOf(may: Exclude<Verdict['is'], 'no'>, doubts: readonly string[], principal: Principal): Evidence {
  if (may === 'unknown') return 'unknown';
  return doubts.length > 0 || isNameless(principal) ? 'assumed' : 'checked';
}

/** Where there are locks, no instance is created: they only matter to one that is there. */
async function lockDoubts({ facts, absent, azure }: World<Needs>): Promise<readonly string[]> {
  const { instance, subscription } = facts;
  return absent.has('instance') ? [] : locksOver(instance, subscription, await azure.locks(subscription.id));
}

function covers(assignment: RoleAssignment, roleId: string): boolean {
  return sameName(assignment.roleId, roleId) && !assignment.conditional;
}

/** The assignment that makes another one needless, with its role. */
function enoughFor(
  what: Role,
  held: readonly RoleAssignment[],
): (Pick<Grant, 'role'> & { assignment: RoleAssignment }) | undefined {
  return rolesFor(what).flatMap((role) =>
    held.filter((each) => covers(each, role.id)).map((assignment) => ({ role, assignment })),
  )[0];
}

function commands(scope: string, principal: Principal, what: Role): readonly Argv[] {
  const type = principal.type === undefined ? [] : ['--assignee-principal-type', principal.type];
  const who = ['--assignee-object-id', principal.id, ...type];
  return [['az', 'role', 'assignment', 'create', ...who, '--role', what.id, '--scope', scope]];
}

const refusedAllTheSame = `Azure refused ${actions.assignRole}: perhaps a condition on the role allows only some roles to be given`;

async function handOver(world: World<Needs>, principal: Principal, what: Role): Promise<HandOver> {
  const { subscription, instance, login, permissions } = world.facts;
  const { assignRoles, missing } = permissions;
  const why = assignRoles.is === 'no' ? `${actions.assignRole} is missing` : refusedAllTheSame;
  const me = await world.azure.me(subscription.id);
  const denial = denialOf(assignRoles);
  const denied = noRoleHelps(denial === undefined ? [] : [denial]);
  const later = missing.length === 0 ? '' : ' The instance has to be there first.';
  const { id: principalId, type: principalType } = principal;
  const role = { name: what.name, region: instance.location };
  const assignment = { scope: instance.id, roleId: what.id, principalId, principalType };
  return {
    what: `Give ${shown(principal)} the role "${what.name}" on the Azure Digital Twins instance "${instance.name}"`,
    why: `${login.displayName} may not grant access there (${why}).${denied} The role lets its holder ${what.allows}, and nothing else in Azure.${later}`,
    ways: [givingRole(world.azure, 'Give the role', role, assignment)],
    details: [
      ['Who', shown(principal)],
      ['Object id', principalId],
      ['Role', `${what.name} (${what.id})`],
      ['Scope', instance.id],
      ['Subscription', `${subscription.name} (${subscription.id})`],
    ],
    people: await whoCan(world.azure, subscription.id, nearestScope(world, instance.id), me.id, [[actions.assignRole]]),
    roles: whichRoles([actions.assignRole], subscription.name),
  };
}

/** Nobody may grant access with this account: somebody else has to. */
async function blocked(
  world: World<Needs>,
  principal: Principal,
  what: Role,
  az: readonly Argv[],
): Promise<Outcome<Grant>> {
  const { assignRoles } = world.facts.permissions;
  const right = { action: actions.assignRole, scope: world.facts.instance.id };
  const denial = denialOf(assignRoles);
  const yours = await activations(world, [{ right, denial }]);
  const [first] = yours;
  const could = first === undefined ? '' : `; you can activate ${first.role} on ${first.on}`;
  const because = denial === undefined ? '' : `: the deny assignment "${denial}" forbids it`;
  return {
    kind: 'blocked',
    says: `you may not grant roles here${because}${could}`,
    evidence: 'checked',
    az,
    missing: [right],
    why: await whyNot(world, right.scope, denial),
    activations: yours,
    stops: [],
    handOver: await handOver(world, principal, what),
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
    const held = await heldBy(world, principal);
    const enough = enoughFor(what, held);
    const grant = { principal, role: what, mine };
    if (enough) {
      const { role: has, assignment } = enough;
      const how = await howHeld(world, assignment, principal, scope);
      const more = has.id === what.id ? '' : ', which includes reading';
      const says = `${shown(principal)} is ${has.name} already${how}${more}`;
      return { kind: 'found', value: { ...grant, ...enough }, says, evidence: 'checked', az };
    }
    const may = permissions.assignRoles;
    if (may.is === 'no') return blocked(world, principal, what, az);
    const warning = mine ? '' : caution(principal);
    const doubts = [...(may.is === 'probably' ? [may.why] : []), ...(await lockDoubts(world))];
    const becomes = `${shown(principal)} becomes ${what.name} of it${warning === '' ? '' : ` (${warning})`}`;
    const says = [becomes, ...doubts].join(', ');
    const name = assignmentName(scope, principal.id, what.id);
    const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const type = principal.type === undefined ? {} : { principalType: principal.type };
    return {
      kind: 'change',
      says,
      evidence: evidenceOf(may.is, doubts, principal),
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
        handOver: () => handOver(world, principal, what),
        async look() {
          const now = await world.azure.roleAssignmentsOf(scope, principal.id);
          const given = enoughFor(what, now);
          return given ? { is: 'there', value: { ...grant, ...given } } : { is: 'absent' };
        },
        longest: 300,
        atLongest: 'waiting',
        doing: 'Azure is saving the role',
        done: `${shown(principal)} is ${what.name}`,
      },
    };
  },
  trace: ({ assignment: { id } }) => ({ id }),
  async seek(azure, id) {
    const [scope = ''] = id.split('/providers/Microsoft.Authorization/');
    return (await azure.roleAssignments(scope)).find((each) => sameName(each.id, id));
  },
};
