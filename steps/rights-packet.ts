import { assignmentName } from '../src/domain/assignment-name.ts';
import { placeName } from '../src/domain/names.ts';
import type { Right } from '../src/domain/rights.ts';
import { roleBicep, type WrittenAssignment } from '../src/domain/role-bicep.ts';
import { whoCan } from '../src/domain/who-can.ts';
import type { HandOver, Way } from '../src/packet.ts';
import type { Argv, StepId, World } from '../src/step.ts';
import { nearestScope } from './rights.ts';

type Needs = 'subscription' | 'resource-group' | 'instance' | 'login';

/** What may not be done, and the commands that would do it. */
export interface Missing {
  readonly step: StepId;
  readonly right: Right;
  readonly az: readonly Argv[];
  /** The deny assignment that takes the right away. */
  readonly denial?: string | undefined;
}

/** The built-in role that may create resources (built-in roles, "Privileged"). */
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

/** What each step's change is, for a sentence to somebody who is asked for help. */
const works: Partial<Readonly<Record<StepId, string>>> = {
  provider: 'switch Azure Digital Twins on for the subscription',
  'resource-group': 'create the resource group',
  instance: 'create the Azure Digital Twins instance',
};

/** A sentence for whoever is asked for help, when deny assignments are the reason. */
export function noRoleHelps(denials: readonly string[]): string {
  if (denials.length === 0) return '';
  const named = denials.map((name) => `"${name}"`).join(', ');
  return ` A role does not help: the deny assignment ${named} forbids it, unless whoever made it exempts them.`;
}

/** The command that deploys a role assignment written in Bicep. */
function deployCommand(scope: string, region: string): Argv {
  const [, , subscription = '', , group] = scope.split('/');
  const where =
    group === undefined
      ? ['deployment', 'sub', 'create', '--location', region]
      : ['deployment', 'group', 'create', '--resource-group', group];
  return ['az', ...where, '--subscription', subscription, '--template-file', 'role.bicep'];
}

/** Giving a role, in the three ways that administrators work. */
export function givingRole(
  azure: World<Needs>['azure'],
  says: string,
  role: { readonly name: string; readonly region: string },
  wanted: Omit<WrittenAssignment, 'name'>,
): Way {
  const { scope, principalId, principalType, roleId } = wanted;
  const type = principalType === undefined ? [] : ['--assignee-principal-type', principalType];
  return {
    says,
    az: [
      ['az', 'role', 'assignment', 'create', '--assignee-object-id', principalId, ...type]
        .concat('--role', roleId)
        .concat('--scope', scope),
    ],
    portal: {
      link: azure.links.accessControl(scope),
      then: `choose Add, then Add role assignment; the role is "${role.name}"`,
    },
    bicep: {
      file: roleBicep({ ...wanted, name: assignmentName(scope, principalId, roleId) }),
      deploy: deployCommand(scope, role.region),
    },
  };
}

/** For somebody who may create what this account may not, or may let it. A deny assignment no role can help against. */
export async function rightsPacket(world: World<Needs>, missing: readonly Missing[]): Promise<HandOver> {
  const { subscription, 'resource-group': group, instance, login } = world.facts;
  const whole = `/subscriptions/${subscription.id}`;
  const isOnlyInstance = missing.every(({ step }) => step === 'instance');
  const scope = isOnlyInstance ? nearestScope(world, group.id) : whole;
  const me = await world.azure.me(subscription.id);
  const chosen = ['az', 'account', 'set', '--subscription', subscription.id];
  const registers = {
    link: world.azure.links.resource(whole),
    then: 'choose Resource providers, then Microsoft.DigitalTwins, then Register',
  };
  const byThem: Way = {
    says: `Do it for ${login.displayName}`,
    az: [chosen, ...missing.flatMap(({ az }) => az)],
    ...(missing.some(({ step }) => step === 'provider') && { portal: registers }),
  };
  const byMe = givingRole(
    world.azure,
    `Or let ${login.displayName} do it: Contributor on ${placeName(scope, subscription.name)}`,
    { name: 'Contributor', region: instance.location },
    { scope, roleId: contributor, principalId: me.id, principalType: me.type },
  );
  const denials = [...new Set(missing.flatMap(({ denial }) => denial ?? []))];
  const what = missing.map(({ step }) => works[step] ?? step).join(', ');
  return {
    what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    why: `${login.displayName} may not: ${missing.map(({ right }) => `${right.action} on ${right.scope}`).join('; ')}.${noRoleHelps(denials)}`,
    ways: denials.length === 0 ? [byThem, byMe] : [byThem],
    details: [
      ['Account', `${login.username} (object id ${me.id})`],
      ['Subscription', `${subscription.name} (${subscription.id})`],
      ['Resource group', group.name],
      ['Instance', `${instance.name}, in ${instance.location}`],
    ],
    people: await whoCan(world.azure, subscription.id, scope, me.id),
  };
}
