import { type AssignmentResource, assignmentOf } from '../src/domain/assignment.ts';
import { sameName } from '../src/domain/names.ts';
import { azLine, planLine, rightsFor, unmadeLine } from '../src/domain/resource.ts';
import { actions } from '../src/domain/right.ts';
import { dataRole, type Role, roleWords } from '../src/domain/roles.ts';
import type { Principal } from '../src/port/azure.ts';
import { denialOf, type Verdict } from '../src/rights/verdict.ts';
import { whichRoles, whoCan } from '../src/rights/who-can.ts';
import type { HandOver } from '../src/step/hand-over.ts';
import type { Question } from '../src/step/question.ts';
import type { Evidence, Outcome, Step } from '../src/step/step.ts';
import type { World } from '../src/step/world.ts';
import type { Grant, HasGroup, HasInstance, HasLogin, HasPermissions, HasSubscription } from './facts.ts';
import { askPrincipal, assignee } from './people/assignee.ts';
import { caution, isNameless, shown } from './people/words.ts';
import { locksOver } from './place/group-obstacles.ts';
import { removeRole } from './removal/role.ts';
import { activations } from './rights/activation.ts';
import { accessElsewhere } from './rights/elsewhere.ts';
import { noRoleHelps } from './rights/hand-over.ts';
import { enoughFor, heldBy, howHeld } from './rights/held-role.ts';
import { nearestScope, whyNot } from './rights/scopes.ts';
import { wayTo } from './rights/ways.ts';

type Needs = HasLogin & HasSubscription & HasGroup & HasInstance & HasPermissions;

const role: Question<'role'> = {
  key: 'role',
  subject: 'role',
  usual: 'owner',
  flag: 'role',
  placeholder: 'ROLE',
  message: 'What they may do',
  explain: 'Data Owner reads and changes everything in the instance; Data Reader only reads.',
  help: 'owner (default) or reader, its full name or its id',
  optional: true,
  offers: roleWords,
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

const refusedAllTheSame = `Azure refused ${actions.assignRole}: perhaps a condition on the role allows only some roles to be given`;

async function handOver(
  world: World<Needs>,
  principal: Principal,
  what: Role,
  makes: AssignmentResource,
): Promise<HandOver> {
  const { subscription, instance, login, permissions } = world.facts;
  const { assignRoles, isMissingSome } = permissions;
  const why = assignRoles.is === 'no' ? `${actions.assignRole} is missing` : refusedAllTheSame;
  const me = await world.azure.me(subscription.id);
  const denial = denialOf(assignRoles);
  const denied = noRoleHelps(denial === undefined ? [] : [denial]);
  const later = isMissingSome ? ' The instance has to be there first.' : '';
  const names = { region: (code: string) => code, role: what.name };
  return {
    from: login.displayName,
    what: `Give ${shown(principal)} the role "${what.name}" on the Azure Digital Twins instance "${instance.name}"`,
    why: `${login.displayName} may not grant access there (${why}).${denied} The role lets its holder ${what.allows}, and nothing else in Azure.${later}`,
    ways: [wayTo(world.azure, 'Give the role', { resources: [makes], names, region: instance.location })],
    details: [
      ['Who', shown(principal)],
      ['Object id', principal.id],
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
  makes: AssignmentResource,
): Promise<Extract<Outcome<Grant>, { kind: 'blocked' }>> {
  const { assignRoles } = world.facts.permissions;
  const [right] = rightsFor(makes);
  const denial = denialOf(assignRoles);
  const yours = await activations(world, [{ right, denial }]);
  const [first] = yours;
  const could = first === undefined ? '' : `; you can activate ${first.role} on ${first.on}`;
  const because = denial === undefined ? '' : `: the deny assignment "${denial}" forbids it`;
  return {
    kind: 'blocked',
    says: `you may not grant roles here${because}${could}`,
    evidence: 'checked',
    az: [azLine(makes)],
    missing: [right],
    makes,
    why: await whyNot(world, right.scope, denial),
    activations: yours,
    stops: [],
    handOver: await handOver(world, principal, what, makes),
  };
}

export const roleStep = {
  id: 'role',
  title: 'Access',
  needs: ['login', 'subscription', 'resource-group', 'instance', 'permissions'],
  questions: [assignee, role],
  ahead({ azure, facts, absent, answered }) {
    const { subscription, instance } = facts;
    if (subscription === undefined || instance === undefined || absent.has('instance')) return [];
    const who = answered(assignee) ?? 'me';
    const held = azure.me(subscription.id).then(async ({ id }) => {
      if (who !== 'me' && !sameName(who.replace(/^\w+:/, ''), id)) return;
      // The proof that follows is a call to the instance.
      await Promise.all([azure.roleAssignmentsOf(instance.id, id), azure.readyForTwins(subscription.id)]);
    });
    return [held];
  },
  async plan(world): Promise<Outcome<Grant>> {
    const { instance, permissions } = world.facts;
    if (world.facts.subscription.delegatedTo !== undefined)
      return accessElsewhere(world, dataRole(world.answered(role) ?? 'owner'));
    const { principal, mine } = await askPrincipal(world);
    const what = dataRole(
      await world.ask(role, { recommended: { value: 'owner', why: 'needed to put anything into it', safe: true } }),
    );
    const scope = instance.id;
    const makes = assignmentOf({ scope, roleId: what.id, principalId: principal.id, principalType: principal.type });
    const az = [azLine(makes)];
    const held = await heldBy(world, principal);
    const enough = enoughFor(what, held);
    const grant = { principal, role: what, mine };
    if (enough) {
      const { role: has, assignment } = enough;
      const how = await howHeld(world, assignment, principal, scope);
      const more = has.id === what.id ? '' : ', which includes reading';
      const says = `${shown(principal)} is ${has.name} already${how}${more}`;
      return { kind: 'found', value: { ...grant, ...enough }, id: assignment.id, says, evidence: 'checked', az };
    }
    const may = permissions.assignRoles;
    if (may.is === 'no')
      return { ...(await blocked(world, principal, what, makes)), wants: { ...grant, assignment: { scope } } };
    const warning = mine ? '' : caution(principal);
    const doubts = [...(may.is === 'probably' ? [may.why] : []), ...(await lockDoubts(world))];
    const names = { region: (code: string) => code, principal: shown(principal), role: what.name };
    const line = planLine(makes, names);
    const becomes = `${line}${warning === '' ? '' : ` (${warning})`}`;
    const says = [becomes, ...doubts].join(', ');
    return {
      kind: 'change',
      says,
      evidence: evidenceOf(may.is, doubts, principal),
      az,
      unmade: unmadeLine(makes, names),
      expects: { ...grant, assignment: { id: makes.id, scope } },
      change: {
        makes,
        handOver: () => handOver(world, principal, what, makes),
        async look() {
          // Itself it is there before lists have it; under another name, only they do.
          const itself = await world.azure.roleAssignment(makes.id);
          const now = itself === undefined ? await world.azure.roleAssignmentsOf(scope, principal.id) : [itself];
          const given = enoughFor(what, now);
          return given
            ? { is: 'there', value: { ...grant, ...given }, born: given.assignment.createdOn }
            : { is: 'absent' };
        },
        longest: 300,
        atLongest: 'waiting',
        doing: 'Azure is saving the role',
        done: `${shown(principal)} is ${what.name}`,
      },
    };
  },
  remove: removeRole,
  report: ({ principal, role: what, assignment }) => ({
    role: {
      name: what.name,
      definitionId: what.id,
      assignee: principal.userPrincipalName ?? principal.name,
      principalId: principal.id,
      principalType: principal.type,
      assignmentId: assignment.id,
      scope: assignment.scope,
    },
  }),
} satisfies Step<'role', Grant, Needs>;
