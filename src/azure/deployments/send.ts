import { SetupError } from '../../errors.ts';
import type { DeploymentKey, DeploymentOrder, Foreseen, Preview, Sent } from '../../port/deployments.ts';
import { isObject } from '../../text/is-object.ts';
import type { Clients } from '../http/clients.ts';
import { isAbout, objectIn } from '../http/evidence.ts';
import { requestAbout } from '../http/resource-request.ts';
import { pause, retryAfterSeconds } from '../http/retry.ts';
import type { About } from '../refusals/table.ts';
import { hasCode, refused, translate } from '../refusals/translate.ts';
import { unusable } from '../refusals/unusable.ts';
import { deploymentId, deploymentsVersion } from './read.ts';
import { troublesIn } from './troubles.ts';

type Answer = Awaited<ReturnType<Clients['send']>>;

function bodyOf({ location, template, parameters }: DeploymentOrder, more: object = {}): object {
  const values = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, { value }]));
  return { location, properties: { mode: 'Incremental', template, parameters: values, ...more } };
}

/** The error of an answer, and of what each part of it is about. */
function refusedWith(clients: Clients, answer: Answer, about: About): Extract<Sent, { is: 'refused' }> {
  const error = translate(refused(answer), about);
  // After an error of its own Azure may have begun it all the same.
  if (!(error instanceof SetupError) || answer.status >= 500) throw error;
  return { is: 'refused', error, troubles: troublesIn(clients, objectIn(answer, about.doing)['error']) };
}

/** Begins a deployment by its one PUT; the deployment itself is asked how it goes on, and no address in the answer is followed. */
export async function deploy(clients: Clients, order: DeploymentOrder, correlationId: string): Promise<Sent> {
  const { subscriptionId, location } = order;
  const about = clients.about({ doing: 'deploy the list', subscriptionId, location, scope: scopeOf(order) });
  const answer = await clients.send({
    ...requestAbout(clients, deploymentId(order), deploymentsVersion),
    method: 'PUT',
    body: bodyOf(order),
    headers: { 'x-ms-correlation-request-id': correlationId },
  });
  if (hasCode(refused(answer), 'DeploymentActive')) return { is: 'under-way' };
  if (answer.status >= 300) return refusedWith(clients, answer, about);
  const made = objectIn(answer, about.doing);
  if (typeof made['id'] !== 'string' || !isAbout(made['id'], deploymentId(order))) throw unusable(about.doing);
  return { is: 'accepted' };
}

function scopeOf({ subscriptionId }: DeploymentKey): string {
  return `/subscriptions/${subscriptionId}`;
}

/** Cancels a deployment; false when it was over before, or is no longer there. */
export async function cancelDeployment(clients: Clients, key: DeploymentKey): Promise<boolean> {
  const about = clients.about({
    doing: 'cancel the deployment',
    subscriptionId: key.subscriptionId,
    scope: scopeOf(key),
  });
  const answer = await clients.send({
    ...requestAbout(clients, `${deploymentId(key)}/cancel`, deploymentsVersion),
    method: 'POST',
  });
  if (answer.status < 300) return true;
  const error = refused(answer);
  if (hasCode(error, 'DeploymentCannotBeCancelled', 'DeploymentNotFound')) return false;
  throw translate(error, about);
}

/** Seconds between two looks for the result, where Azure doesn't say. */
const between = 2;

/**
 * Azure's words for what would happen, where only ids are asked for: `Deploy` is said of what exists already ("What-if", Change types),
 * `Ignore` of what isn't in the template. A word that is not known says nothing.
 */
const words: Readonly<Record<string, Foreseen>> = {
  create: 'create',
  deploy: 'there',
  nochange: 'there',
  noeffect: 'there',
  modify: 'there',
};

function changesIn(result: Readonly<Record<string, unknown>>, doing: string): ReadonlyMap<string, Foreseen> {
  const { properties } = result;
  if (!isObject(properties) || !Array.isArray(properties['changes'])) throw unusable(doing);
  const all = properties['changes'].filter(isObject).filter(({ resourceId }) => typeof resourceId === 'string');
  return new Map(
    all.map(({ resourceId, changeType }) => [
      String(resourceId).toLowerCase(),
      words[String(changeType).toLowerCase()] ?? 'unknown',
    ]),
  );
}

/**
 * The service's own preview (what-if) of a deployment: a POST that changes nothing. It is waited for no longer than that many
 * milliseconds.
 * @throws SetupError when Azure can't be reached, or answers something unusable.
 */
export async function foresee(clients: Clients, order: DeploymentOrder, milliseconds: number): Promise<Preview> {
  const { subscriptionId, location } = order;
  const about = clients.about({
    doing: "ask for Azure's own preview",
    subscriptionId,
    location,
    scope: scopeOf(order),
  });
  const until = Date.now() + milliseconds;
  const { connection, session } = clients;
  const whatIfSettings = { resultFormat: 'ResourceIdOnly' };
  let answer = await clients.send({
    ...requestAbout(clients, `${deploymentId(order)}/whatIf`, deploymentsVersion),
    method: 'POST',
    body: bodyOf(order, { whatIfSettings }),
  });
  while (answer.status === 202) {
    const url = answer.headers.get('location');
    if (url === undefined) throw unusable(about.doing);
    const seconds = retryAfterSeconds(answer.headers.get('retry-after'), Date.now()) ?? between;
    if (Date.now() + seconds * 1000 > until) return { is: 'late' };
    await pause(seconds, connection.rules.signal);
    const { resourceManagerScope } = connection.rules.cloud;
    answer = await clients.send({
      url,
      scope: resourceManagerScope,
      credential: session.credential(session.tenantOf(subscriptionId)),
    });
  }
  if (answer.status >= 300) return refusedWith(clients, answer, about);
  const result = objectIn(answer, about.doing);
  // A preview that has failed is an answer with 200 (recorded).
  if (isObject(result['error'])) return refusedWith(clients, { ...answer, status: 400 }, about);
  return { is: 'told', changes: changesIn(result, about.doing) };
}
