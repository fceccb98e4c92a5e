import type { Resource } from '../../../src/domain/resource.ts';
import { SetupError } from '../../../src/errors.ts';
import type { Azure, Deployment, DeploymentOrder, Operation, Trouble } from '../../../src/port/azure.ts';
import type { FakeAzure } from '../../support/fake-azure.ts';

interface Entry {
  readonly type: string;
  readonly name: string;
  readonly resourceGroup?: string;
  readonly dependsOn?: readonly string[];
  readonly properties?: { readonly template?: { readonly resources: readonly Entry[] } };
}

/** What Azure says of a thing that it doesn't make. */
export function troubleAbout(id: string, code = 'Refused'): Trouble {
  const name = id.split('/').at(-1) ?? '';
  return {
    code,
    names: (text) => text.toLowerCase() === id.toLowerCase() || text === `'${name}'`,
    error: () => new SetupError({ ending: 'refused', code, message: `No ${name}.`, suggestion: 'Help.' }),
  };
}

/** How the engine behind the fake makes what is deployed. */
export interface FakeEngine {
  /** Everything that may be deployed, by id in lower case. */
  readonly known: Map<string, Resource>;
  /** Names of instances that it refuses. */
  readonly refuses: ReadonlySet<string>;
  /** The order in which the rows of a template have their turn. */
  shuffle<Each>(all: readonly Each[]): readonly Each[];
  /** Rows that are done between two looks. */
  readonly pace: number;
  /** What was sent. */
  readonly orders: DeploymentOrder[];
  cancelled?: boolean;
}

/** The engine of Resource Manager, as far as a list meets it: groups first, then each row by itself, in any order. */
export function fakeDeployments(fake: () => FakeAzure, engine: FakeEngine): Partial<Azure> {
  const all = new Map<string, { deployment: Deployment; left: Entry[]; operations: Operation[] }>();
  const made = async (id: string): Promise<Operation> => {
    const resource = engine.known.get(id.toLowerCase());
    if (resource === undefined) throw new Error(`Nobody planned ${id}.`);
    await fake().create(resource);
    return { target: id, state: 'Succeeded', isOver: true, troubles: [] };
  };
  const row = async (entry: Entry, scope: string): Promise<Operation> => {
    const inGroup = `${scope}/resourceGroups/${entry.resourceGroup ?? ''}/providers`;
    const target = `${inGroup}/Microsoft.Resources/deployments/${entry.name}`;
    for (const each of entry.properties?.template?.resources ?? []) {
      const [plain] = [...engine.known.keys()].filter((id) => id.endsWith(`/${each.name.toLowerCase()}`));
      const id = engine.known.get(plain ?? '')?.id ?? each.name;
      if (engine.refuses.has(each.name)) return { target, state: 'Failed', isOver: true, troubles: [troubleAbout(id)] };
      await made(id);
    }
    return { target, state: 'Succeeded', isOver: true, troubles: [] };
  };
  const goOn = async (name: string): Promise<void> => {
    const state = all.get(name);
    if (state === undefined || state.deployment.isOver) return;
    const { deployment } = state;
    const scope = `/subscriptions/${deployment.subscriptionId}`;
    const next = engine.cancelled === true ? [] : state.left.splice(0, engine.pace);
    for (const entry of next) {
      const isGroup = entry.resourceGroup === undefined;
      state.operations.push(isGroup ? await made(`${scope}/resourceGroups/${entry.name}`) : await row(entry, scope));
    }
    if (engine.cancelled !== true && state.left.length > 0) return;
    const troubles = state.operations.flatMap((each) => each.troubles);
    const ended = engine.cancelled === true ? 'Canceled' : troubles.length > 0 ? 'Failed' : 'Succeeded';
    all.set(name, { ...state, deployment: { ...deployment, state: ended, isOver: true, troubles } });
  };
  return {
    deployments: () => Promise.resolve([...all.values()].map(({ deployment }) => deployment)),
    deployment: async ({ name }) => {
      await goOn(name);
      return all.get(name)?.deployment;
    },
    deploymentOperations: ({ name }) => Promise.resolve(all.get(name)?.operations),
    nestedDeployment: () => Promise.resolve(undefined),
    deploy(order, correlationId) {
      engine.orders.push(order);
      const { resources } = order.template as { readonly resources: readonly Entry[] };
      const groups = resources.filter(({ resourceGroup }) => resourceGroup === undefined);
      const rows = engine.shuffle(resources.filter(({ resourceGroup }) => resourceGroup !== undefined));
      const { subscriptionId, name, location, parameters } = order;
      const deployment = { subscriptionId, name, location, parameters, correlationId, state: 'Running', isOver: false };
      all.set(name, { deployment: { ...deployment, troubles: [] }, left: [...groups, ...rows], operations: [] });
      return Promise.resolve({ is: 'accepted' });
    },
    cancelDeployment: ({ name }) => {
      const isOver = all.get(name)?.deployment.isOver === true;
      if (!isOver) engine.cancelled = true;
      return Promise.resolve(!isOver);
    },
  };
}
