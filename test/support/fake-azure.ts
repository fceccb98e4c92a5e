import type { AssignmentResource } from '../../src/domain/assignment.ts';
import type { GroupResource } from '../../src/domain/group.ts';
import type { InstanceResource } from '../../src/domain/instance.ts';
import { isAtOrBelowScope } from '../../src/domain/names.ts';
import type { RegistrationResource } from '../../src/domain/registration.ts';
import type { Azure, RoleAssignment } from '../../src/port/azure.ts';
import { ana, anaPrincipal, group, instance } from './contoso.ts';
import { birthIn, fakeRemovals } from './fake-removals.ts';
import type { FakeWorld } from './fake-world.ts';

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
  const removals = fakeRemovals(world, read);
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  const fake: FakeAzure = {
    signInTool: () => Promise.resolve(),
    signInOffers: () => [{ method: 'device-code' }],
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
    // Nothing is deployed here: the sandbox shows that.
    deployment: () => read(undefined),
    deployments: () => read([]),
    deploymentOperations: () => read(undefined),
    nestedDeployment: () => read(undefined),
    foresee: () => read({ is: 'late' }),
    deploy: () => Promise.reject(new TypeError('Nothing is deployed here.')),
    cancelDeployment: () => Promise.resolve(false),
    async find({ kind, id }) {
      if (kind === 'registration') {
        const provider = await fake.provider(id.split('/')[2] ?? '');
        return provider.registrationState.startsWith('Regist') ? provider : undefined;
      }
      const [, , subscription = '', , place = ''] = id.split('/');
      if (kind === 'group') {
        const found = await fake.resourceGroup(subscription, place);
        return found && { ...found, born: world.births.get(found.id.toLowerCase()) };
      }
      if (kind === 'instance') {
        const found = await fake.instance(subscription, place, id.split('/').at(-1) ?? '');
        return found && { ...found, born: found.createdTime };
      }
      const given = await fake.roleAssignment(id);
      return given && { id: given.id, born: given.createdOn };
    },
    bornAt: async (key) => (await fake.find(key))?.born,
    registerProvider() {
      world.provider = { ...world.provider, registrationState: 'Registering' };
      return write('register');
    },
    resourceGroups: () => read(world.groups),
    resourceGroup(subscription, name) {
      removals.pass(`/subscriptions/${subscription}/resourceGroups/${name}`);
      return read(world.groups.find((each) => same(each.name, name)));
    },
    async createResourceGroup({ name, location, tags }) {
      const made = group(name, location, { tags });
      world.groups.push(made);
      const born = birthIn(world);
      if (born !== undefined) world.births.set(made.id.toLowerCase(), born);
      await write(`group ${name}`);
      return made;
    },
    instances: () => read(world.instances),
    instance(_, resourceGroup, name) {
      const id = world.instances.find((each) => same(each.name, name) && same(each.resourceGroup, resourceGroup))?.id;
      if (id !== undefined) removals.pass(id);
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
      const born = { createdTime: birthIn(world) };
      const made = instance(name, wanted.group, { ...wanted, ...born, provisioningState: 'Provisioning' });
      const { hostName: _, ...without } = made;
      world.instances.push(without);
      await write(`instance ${name}`);
    },
    creationFailure: () => read(undefined),
    restrictions: () => read(world.restrictions),
    policyDenials: (wanted) => read(world.restrictions && world.refuses(wanted)),
    locks: () => read(world.locks),
    deletionRules: () => read(world.deletionRules),
    permissions: () => read(world.entries),
    me: () => read(anaPrincipal),
    principals: (_, text) =>
      read(
        world.people.filter((each) =>
          [each.id, each.name, each.userPrincipalName, each.mail].some((is) => same(is ?? '', text)),
        ),
      ),
    principalsLike: (_, text) =>
      read(
        world.people.filter((each) =>
          [each.name, ...each.name.split(' '), each.userPrincipalName, each.mail].some(
            (is) => is?.toLowerCase().startsWith(text.toLowerCase()) === true,
          ),
        ),
      ),
    principalsById: (_, ids) => read([anaPrincipal, ...world.people].filter((each) => ids.includes(each.id))),
    roleAssignments: () => read(world.assignments),
    roleAssignmentsOf: (scope, id) =>
      read(world.assignments.filter((each) => each.principalId === id && isAtOrBelowScope(scope, each.scope))),
    async assignRole(wanted) {
      const made: RoleAssignment = {
        id: `${wanted.scope}/providers/Microsoft.Authorization/roleAssignments/${wanted.name}`,
        name: wanted.name,
        scope: wanted.scope,
        principalId: wanted.principalId,
        roleId: wanted.roleId,
        conditional: false,
        createdOn: birthIn(world),
      };
      world.assignments.push(made);
      await write(`role ${wanted.principalId}`);
      return made;
    },
    askTwins: () => read(world.twins),
    readyForTwins: () => Promise.resolve(),
    twinsData: () => {
      throw new Error('a set-up has nothing to do with the data of an instance');
    },
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
    remove: removals.remove,
    groupContents: removals.groupContents,
    roleAssignment: removals.roleAssignment,
    holdings: removals.holdings,
    endpoints: removals.endpoints,
    forgetTokens: () => undefined,
    forgetFacts: () => undefined,
    links,
    get requests() {
      return { reads, writes: world.writes.length };
    },
    ...change,
  };
  return fake;
}
