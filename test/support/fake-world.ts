import type { InstanceResource } from '../../src/domain/instance.ts';
import type { DenyAssignment, EligibleRole, RoleDefinition } from '../../src/port/access-control.ts';
import type {
  Azure,
  Holdings,
  Instance,
  PermissionEntry,
  Principal,
  Provider,
  Resident,
  ResourceGroup,
  RoleAssignment,
  Subscription,
} from '../../src/port/azure.ts';
import type { DeletionRule, Lock, Restrictions } from '../../src/port/place-rules.ts';
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
  deletionRules: DeletionRule[] | undefined;
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
  /** The clock by which things are born; without one nobody knows when they were. */
  now: (() => number) | undefined;
  /** When groups were made, by id in small letters: lists of theirs tell. */
  births: Map<string, string>;
  /** What else is in groups: storage accounts, and such. */
  residents: Resident[];
  /** Whether the contents of groups can be listed. */
  isListed: boolean;
  /** What every instance holds. */
  holdings: Holdings;
  endpoints: number | undefined;
  /** Looks that what is being deleted stays in Deleting. */
  slowDeletion: number;
  /** Looks that the list of a group still shows what is gone. */
  listLag: number;
  /** Everything that was deleted, by id: also what went with something. */
  deleted: string[];
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
    deletionRules: [],
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
    now: undefined,
    births: new Map(),
    residents: [],
    isListed: true,
    holdings: { models: 0, twins: 0, relationships: 0, eventRoutes: 0 },
    endpoints: 0,
    slowDeletion: 0,
    listLag: 0,
    deleted: [],
    ...change,
  };
}
