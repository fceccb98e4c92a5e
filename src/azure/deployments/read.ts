import type { Deployment, DeploymentKey, Operation } from '../../port/deployments.ts';
import { isObject } from '../../text/is-object.ts';
import type { Clients } from '../http/clients.ts';
import { objectIn } from '../http/evidence.ts';
import { rawList, textIn } from '../http/raw-list.ts';
import { requestAbout } from '../http/resource-request.ts';
import { hasCode, refused, translate } from '../refusals/translate.ts';
import { unusable } from '../refusals/unusable.ts';
import { troublesIn } from './troubles.ts';

/** The newest version that Resource Manager is known to serve everywhere. */
export const deploymentsVersion = '2024-07-01';

const allIn = (subscriptionId: string): string =>
  `/subscriptions/${subscriptionId}/providers/Microsoft.Resources/deployments`;

/** The id of a deployment at the scope of a subscription. */
export const deploymentId = ({ subscriptionId, name }: DeploymentKey): string => `${allIn(subscriptionId)}/${name}`;

/** States of what goes on. Any other word, also one that is not known, ends the waiting: what came of it is looked at then. */
const underWay =
  /^(notspecified|accepted|running|ready|creating|created|updating|deleting|waiting|pending|validating|evaluating)$/i;

const isOver = (state: string): boolean => !underWay.test(state);

/** The properties of such an entry. */
function propertiesOf(entry: Readonly<Record<string, unknown>>, doing: string): Readonly<Record<string, unknown>> {
  const { properties } = entry;
  if (!isObject(properties)) throw unusable(doing);
  return properties;
}

/** Values of parameters, without what kind of value each is. */
function valuesOf(parameters: unknown): Readonly<Record<string, unknown>> {
  const all = Object.entries(isObject(parameters) ? parameters : {});
  return Object.fromEntries(all.map(([key, each]) => [key, isObject(each) ? each['value'] : undefined]));
}

function deploymentIn(
  clients: Clients,
  subscriptionId: string,
  entry: Readonly<Record<string, unknown>>,
  doing: string,
): Deployment {
  const properties = propertiesOf(entry, doing);
  const [name, state] = [textIn(entry, 'name'), textIn(properties, 'provisioningState')];
  if (name === undefined || state === undefined) throw unusable(doing);
  return {
    subscriptionId,
    name,
    location: textIn(entry, 'location'),
    state,
    isOver: isOver(state),
    correlationId: textIn(properties, 'correlationId'),
    parameters: valuesOf(properties['parameters']),
    troubles: troublesIn(clients, properties['error']),
  };
}

/** What there is nothing of: no deployment of that name, or no group that it could be in. */
const absent = ['DeploymentNotFound', 'ResourceGroupNotFound'];

/** A deployment by its id, whatever scope it is at; `undefined` where Azure says that there is none. */
async function at(clients: Clients, id: string, doing: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await clients.send(requestAbout(clients, id, deploymentsVersion));
  if (answer.status < 300) return objectIn(answer, doing);
  const error = refused(answer);
  if (hasCode(error, ...absent)) return undefined;
  throw error;
}

/** One deployment; `undefined` when Azure says that there is none of that name. */
export async function readDeployment(clients: Clients, key: DeploymentKey): Promise<Deployment | undefined> {
  const about = clients.about({ doing: 'look at the deployment', subscriptionId: key.subscriptionId });
  try {
    const found = await at(clients, deploymentId(key), about.doing);
    return found && deploymentIn(clients, key.subscriptionId, found, about.doing);
  } catch (error) {
    throw translate(error, about);
  }
}

/** One that was begun within another one, by its id; `undefined` where there is none, or it can't be read. */
export async function readNested(
  clients: Clients,
  id: string,
): Promise<Pick<Deployment, 'state' | 'isOver' | 'troubles'> | undefined> {
  const subscriptionId = id.split('/')[2] ?? '';
  const about = clients.about({ doing: 'look at the deployment of a row', subscriptionId });
  try {
    const found = await at(clients, id, about.doing);
    return found && deploymentIn(clients, subscriptionId, found, about.doing);
  } catch (error) {
    if (isClosed(error)) return undefined;
    throw translate(error, about);
  }
}

/** Whether the account may just not look. */
function isClosed(error: unknown): boolean {
  const { response } = (error ?? {}) as { readonly response?: { readonly status?: unknown } };
  return response?.status === 403;
}

/** All deployments that the scope of a subscription remembers; `undefined` when the account may not list them. */
export async function listDeployments(
  clients: Clients,
  subscriptionId: string,
): Promise<readonly Deployment[] | undefined> {
  const about = clients.about({ doing: 'list the deployments', subscriptionId });
  const credential = clients.session.credential(clients.session.tenantOf(subscriptionId));
  const path = `${allIn(subscriptionId)}?api-version=${deploymentsVersion}`;
  try {
    const all = await rawList(clients, path, credential, about.doing);
    return all.map((each) => deploymentIn(clients, subscriptionId, each, about.doing));
  } catch (error) {
    if (isClosed(error)) return undefined;
    throw translate(error, about);
  }
}

/** What a deployment has begun so far; `undefined` where it can't be told: it is gone, or may not be looked at. */
export async function listOperations(clients: Clients, key: DeploymentKey): Promise<readonly Operation[] | undefined> {
  const { subscriptionId } = key;
  const about = clients.about({ doing: 'look at what the deployment does', subscriptionId });
  const credential = clients.session.credential(clients.session.tenantOf(subscriptionId));
  const path = `${deploymentId(key)}/operations?api-version=${deploymentsVersion}`;
  try {
    const all = await rawList(clients, path, credential, about.doing);
    return all.flatMap((entry) => operationIn(clients, entry));
  } catch (error) {
    if (isClosed(error) || hasCode(error, ...absent)) return undefined;
    throw translate(error, about);
  }
}

/** An entry without a target is about outputs, or about nothing that could be told. */
function operationIn(clients: Clients, { properties }: Readonly<Record<string, unknown>>): readonly Operation[] {
  if (!isObject(properties)) return [];
  const { targetResource, provisioningState: state, statusMessage } = properties;
  if (!isObject(targetResource) || typeof targetResource['id'] !== 'string' || typeof state !== 'string') return [];
  const says = typeof statusMessage === 'string' ? { message: statusMessage } : statusMessage;
  const troubles = /^failed$/i.test(state) ? troublesIn(clients, says) : [];
  return [{ target: targetResource['id'], state, isOver: isOver(state), troubles }];
}
