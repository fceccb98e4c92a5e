import type { InstanceResource } from '../../src/domain/instance.ts';
import type { DenyAssignment, EligibleRole, RoleDefinition } from '../../src/port/access-control.ts';
import type {
  Azure,
  Instance,
  PermissionEntry,
  Principal,
  Provider,
  ResourceGroup,
  RoleAssignment,
  Subscription,
} from '../../src/port/azure.ts';
import type { Lock, Restrictions } from '../../src/port/place-rules.ts';
import { dev, everything, group, registered } from './contoso.ts';

/** What there is in the fake's Azure; tests change it, and look at what was written. */
export interface FakeWorld {
  subscriptions: Subscription[];
  provider: Provider;
  groups: ResourceGroup[];
  instances: Instance[];
  taken: string[];
  /** Undefined: can't be read. */
  restrictions: Restrictions | undefined;
  /** Names of policies that refuse an instance as it is. */
  refuses: (instance: InstanceResource) => readonly string[];
  locks: Lock[] | undefined;
  entries: PermissionEntry[] | undefined;
  people: Principal[];
  assignments: RoleAssignment[];
  /** Undefined: can't be read. */
  denials: DenyAssignment[] | undefined;
  groupsOfAna: ReadonlySet<string> | undefined;
  roles: RoleDefinition[];
  eligible: EligibleRole[];
  twins: Awaited<ReturnType<Azure['askTwins']>>;
  /** Looks that a new instance stays in Provisioning. */
  slow: number;
  /** Looks that a registration stays in Registering. */
  slowRegistration: number;
  writes: string[];
}

/** A world with one subscription and one empty group, in which Ana may do all, unless changed. */
export function fakeWorld(change: Partial<FakeWorld> = {}): FakeWorld {
  return {
    subscriptions: [dev],
    provider: registered,
    groups: [group('rg-factory')],
    instances: [],
    taken: [],
    restrictions: { regions: new Map(), tags: [] },
    refuses: () => [],
    locks: [],
    entries: [everything],
    people: [],
    assignments: [],
    denials: [],
    groupsOfAna: new Set(),
    roles: [],
    eligible: [],
    twins: { is: 'answered', models: 0 },
    slow: 0,
    slowRegistration: 0,
    writes: [],
    ...change,
  };
}
