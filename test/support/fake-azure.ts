import type { AssignmentResource } from '../../src/domain/assignment.ts';
import type { GroupResource } from '../../src/domain/group.ts';
import { type InstanceResource, usualProperties } from '../../src/domain/instance.ts';
import type { RegistrationResource } from '../../src/domain/registration.ts';
import type { DenyAssignment, EligibleRole, RoleDefinition } from '../../src/port/access-control.ts';
import type {
  Account,
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

/** Ana, as the fake knows her. */
export const ana: Account = {
  kind: 'user',
  displayName: 'Ana Lima',
  username: 'ana@contoso.com',
  tenantId: 'aaaaaaaa-0000-4000-8000-000000000001',
  tenantName: 'Contoso',
  objectId: 'aaaaaaaa-0000-4000-8000-00000000000a',
  method: 'device-code',
};

const anaPrincipal: Principal = {
  id: ana.objectId,
  type: 'User',
  name: 'Ana Lima',
  userPrincipalName: 'ana@contoso.com',
  mail: 'ana@contoso.com',
};

export const dev: Subscription = {
  id: 'bbbbbbbb-0000-4000-8000-000000000001',
  name: 'Contoso Dev',
  tenantId: ana.tenantId,
  state: 'Enabled',
};

const west = {
  name: 'westeurope',
  displayName: 'West Europe',
  geographyGroup: 'Europe',
  latitude: 52.3,
  longitude: 4.9,
};
const east = { name: 'eastus', displayName: 'East US', geographyGroup: 'US', latitude: 37.4, longitude: -79.8 };
const france = {
  name: 'francecentral',
  displayName: 'France Central',
  geographyGroup: 'Europe',
  latitude: 46.4,
  longitude: 2.4,
};

export const registered: Provider = {
  id: `/subscriptions/${dev.id}/providers/Microsoft.DigitalTwins`,
  registrationState: 'Registered',
  regions: [east, west],
  allRegions: [east, west, france],
};

/** A resource group as Azure lists it. */
export function group(name: string, location = 'westeurope', more: Partial<ResourceGroup> = {}): ResourceGroup {
  return {
    id: `/subscriptions/${dev.id}/resourceGroups/${name}`,
    name,
    location,
    provisioningState: 'Succeeded',
    tags: {},
    ...more,
  };
}

/** An instance as Azure gives it when it is ready. */
export function instance(name: string, resourceGroup = 'rg-factory', more: Partial<Instance> = {}): Instance {
  return {
    id: `/subscriptions/${dev.id}/resourceGroups/${resourceGroup}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`,
    name,
    resourceGroup,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    hostName: `${name}.api.weu.digitaltwins.azure.net`,
    tags: {},
    ...usualProperties,
    ...more,
  };
}

export const everything: PermissionEntry = { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] };
export const contributor: PermissionEntry = {
  actions: ['*'],
  notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
  dataActions: [],
  notDataActions: [],
};
export const reader: PermissionEntry = { actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] };

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

const links: Azure['links'] = {
  resource: (id) => `https://portal.example/#@/resource${id}`,
  accessControl: (id) => `https://portal.example/#@/resource${id}/users`,
  activateRoles: 'https://portal.example/#activate',
  users: 'https://portal.example/#users',
  explorer: () => undefined,
};

/** How the fake makes each kind of resource; a test puts a refusal in the place of one. */
interface Making {
  registerProvider(resource: RegistrationResource): Promise<unknown>;
  createResourceGroup(resource: GroupResource): Promise<unknown>;
  createInstance(resource: InstanceResource): Promise<unknown>;
  /** Gives the assignment under which Azure has it. */
  assignRole(resource: AssignmentResource): Promise<{ readonly id: string }>;
}

export type FakeAzure = Azure & Making;

/** A small Azure that keeps what is written to it. `change` replaces single verbs, for refusals. */
export function fakeAzure(world: FakeWorld, change: Partial<FakeAzure> = {}): FakeAzure {
  let reads = 0;
  let looks = world.slow;
  let registrations = world.slowRegistration;
  const read = <Value>(value: Value): Promise<Value> => {
    reads += 1;
    return Promise.resolve(value);
  };
  const write = (what: string): Promise<void> => {
    world.writes.push(what);
    return Promise.resolve();
  };
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  const fake: FakeAzure = {
    signInOffers: () => Promise.resolve([{ method: 'device-code' }]),
    signIn: () => read(ana),
    signOut: () => undefined,
    directories: () => read([{ tenantId: ana.tenantId, name: 'Contoso', domain: 'contoso.com', subscriptions: 1 }]),
    subscriptions: () => read(world.subscriptions),
    provider: () => {
      if (world.provider.registrationState === 'Registering') {
        registrations -= 1;
        if (registrations < 0) world.provider = { ...world.provider, registrationState: 'Registered' };
      }
      return read(world.provider);
    },
    async create(resource) {
      const { kind, id } = resource;
      if (kind === 'registration') await fake.registerProvider(resource);
      if (kind === 'group') await fake.createResourceGroup(resource);
      if (kind === 'instance') await fake.createInstance(resource);
      return kind === 'assignment' ? await fake.assignRole(resource) : { id };
    },
    async find({ kind, id }) {
      if (kind === 'registration') {
        const provider = await fake.provider(id.split('/')[2] ?? '');
        return provider.registrationState.startsWith('Regist') ? provider : undefined;
      }
      const [, , subscription = '', , place = ''] = id.split('/');
      if (kind === 'group') return await fake.resourceGroup(subscription, place);
      if (kind === 'instance') return await fake.instance(subscription, place, id.split('/').at(-1) ?? '');
      return (await fake.roleAssignments(id)).find((each) => same(each.id, id));
    },
    registerProvider() {
      world.provider = { ...world.provider, registrationState: 'Registering' };
      return write('register');
    },
    resourceGroups: () => read(world.groups),
    resourceGroup: (_, name) => read(world.groups.find((each) => same(each.name, name))),
    async createResourceGroup({ name, location, tags }) {
      const made = group(name, location, { tags });
      world.groups.push(made);
      await write(`group ${name}`);
      return made;
    },
    instances: () => read(world.instances),
    instance(_, resourceGroup, name) {
      const found = world.instances.find((each) => same(each.name, name) && same(each.resourceGroup, resourceGroup));
      if (found?.provisioningState !== 'Provisioning') return read(found);
      looks -= 1;
      if (looks >= 0) return read(found);
      const { name: known, resourceGroup: place } = found;
      const ready = instance(known, place, {
        ...found,
        provisioningState: 'Succeeded',
        hostName: `${known}.api.weu.digitaltwins.azure.net`,
      });
      world.instances = world.instances.map((each) => (each === found ? ready : each));
      return read(ready);
    },
    nameAvailability: (_, region, name) =>
      read(
        world.provider.registrationState === 'Registered'
          ? world.taken.includes(name)
            ? { is: 'taken', message: `${name} is taken in ${region}` }
            : { is: 'free' }
          : { is: 'unknown', why: 'the service is not switched on yet' },
      ),
    async createInstance(wanted) {
      const { name } = wanted;
      const made = instance(name, wanted.group, { ...wanted, provisioningState: 'Provisioning' });
      const { hostName: _, ...without } = made;
      world.instances.push(without);
      await write(`instance ${name}`);
    },
    creationFailure: () => read(undefined),
    restrictions: () => read(world.restrictions),
    policyDenials: (wanted) => read(world.restrictions && world.refuses(wanted)),
    locks: () => read(world.locks),
    permissions: () => read(world.entries),
    me: () => read(anaPrincipal),
    principals: (_, text) =>
      read(
        world.people.filter(
          (each) => same(each.id, text) || same(each.userPrincipalName ?? '', text) || same(each.mail ?? '', text),
        ),
      ),
    principalsById: (_, ids) => read([anaPrincipal, ...world.people].filter((each) => ids.includes(each.id))),
    roleAssignments: () => read(world.assignments),
    roleAssignmentsOf: (_, id) => read(world.assignments.filter((each) => each.principalId === id)),
    async assignRole(wanted) {
      const made: RoleAssignment = {
        id: `${wanted.scope}/providers/Microsoft.Authorization/roleAssignments/${wanted.name}`,
        name: wanted.name,
        scope: wanted.scope,
        principalId: wanted.principalId,
        roleId: wanted.roleId,
        conditional: false,
      };
      world.assignments.push(made);
      await write(`role ${wanted.principalId}`);
      return made;
    },
    askTwins: () => read(world.twins),
    denyAssignments: () => read(world.denials),
    myGroups: () => read(world.groupsOfAna),
    roleDefinitions: (_, ids) => read(world.roles.filter((each) => ids.includes(each.id))),
    customRoles: () => read(world.roles.filter((each) => each.name.startsWith('Contoso'))),
    eligibleRoles: () => read(world.eligible),
    async activateRole(_, role) {
      world.entries = [
        ...(world.entries ?? []),
        ...(world.roles.find((each) => each.id === role.roleId)?.entries ?? []),
      ];
      await write(`activate ${role.id}`);
      return 'active';
    },
    forgetTokens: () => undefined,
    links,
    get requests() {
      return { reads, writes: world.writes.length };
    },
    ...change,
  };
  return fake;
}
