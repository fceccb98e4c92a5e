import { type AssignmentResource, assignmentOf } from '../../src/domain/assignment.ts';
import { azLine, rightsFor } from '../../src/domain/resource.ts';
import { actions } from '../../src/domain/right.ts';
import type { Role } from '../../src/domain/roles.ts';
import { whichRoles } from '../../src/rights/who-can.ts';
import type { HandOver } from '../../src/step/hand-over.ts';
import type { Outcome } from '../../src/step/step.ts';
import type { World } from '../../src/step/world.ts';
import type { Grant, HasInstance, HasLogin, HasSubscription } from '../facts.ts';
import { wayTo } from './ways.ts';

type Needs = HasLogin & HasSubscription & HasInstance;

/** Whom the role goes to is for the other directory to say. */
const somebody = 'OBJECT-ID';

function handOver({ facts, azure }: World<Needs>, what: Role, makes: AssignmentResource): HandOver {
  const { login, subscription, instance } = facts;
  const names = { region: (code: string) => code, role: what.name };
  const way = wayTo(azure, `Give the role; ${somebody} is the account's object id in that directory`, {
    resources: [makes],
    names,
    region: instance.location,
  });
  return {
    from: login.displayName,
    what: `Give somebody of the directory ${subscription.tenantId} the role "${what.name}" on the Azure Digital Twins instance "${instance.name}"`,
    why: `${login.displayName} manages the subscription from another directory (Azure Lighthouse). Roles for the data of an instance, and calls to it, are for accounts of the directory that the subscription belongs to: invite ${login.displayName} there as a guest, or give the role to somebody who is there. The instance has to be there first.`,
    ways: [{ ...way, bicep: [] }],
    details: [
      ['Directory (tenant)', subscription.tenantId],
      ['Role', `${what.name} (${what.id})`],
      ['Scope', instance.id],
      ['Subscription', `${subscription.name} (${subscription.id})`],
    ],
    people: [],
    roles: `${whichRoles([actions.assignRole], subscription.name)}, with an account of that directory`,
  };
}

/** Access to an instance in a subscription of another directory: nobody of this one can get it. */
export function accessElsewhere(world: World<Needs>, what: Role): Outcome<Grant> {
  const { subscription, instance } = world.facts;
  const makes = assignmentOf({ scope: instance.id, roleId: what.id, principalId: somebody, principalType: 'User' });
  return {
    kind: 'blocked',
    says: `can't be given from here: the subscription belongs to another directory (${subscription.tenantId})`,
    evidence: 'checked',
    az: [azLine(makes)],
    missing: [rightsFor(makes)[0]],
    why: 'You manage this subscription from your own directory (Azure Lighthouse), and roles for data are for accounts of its directory.',
    activations: [],
    stops: [],
    handOver: handOver(world, what, makes),
  };
}
