import { bodyOf, type Resolve } from '../../deployments/template/bodies.ts';
import { isNested, nestedOf } from '../../deployments/template/nested.ts';
import type { Plan, Planned } from '../../deployments/template/planned.ts';
import { NotYetKnown, TemplateError } from '../../deployments/template-error.ts';
import { omitted, type ValueObject } from '../../deployments/value.ts';
import type { Reply } from '../../exchange.ts';
import type { Deployment, DeploymentStep } from '../../world/deployments.ts';
import type { World } from '../../world/world.ts';
import type { Inside } from '../call.ts';
import { deploymentFailed, ended, errorOf, expressionFailed, statusName, tookTooLong } from './failure.ts';
import { addressOf, findDeployment } from './place.ts';

/** What a step of a deployment may use. */
export interface Runner {
  readonly now: number;
  readonly inside: Inside;
  /** A fault on demand that strikes the request, instead of its answer. */
  readonly strike: (method: string, address: string) => Reply | undefined;
}

/** A step, and the world, after something was done. */
export type Stepped = readonly [step: DeploymentStep, world: World];

/** How often the engine sends a request that was answered with 429 or 5xx (belief: it retries, how often isn't known). */
const mostTries = 5;

/** Reads resources as they are. */
export function resolver(world: World, { inside }: Runner): Resolve {
  return ({ id, apiVersion }) => {
    const { reply } = inside(world, { method: 'GET', address: addressOf(id, apiVersion) });
    if (reply.status >= 400) throw new TemplateError(errorOf(reply).message);
    return reply.body as ValueObject;
  };
}

function request(plan: Plan, planned: Planned, world: World, runner: Runner): ValueObject {
  const resolve = resolver(world, runner);
  if (!isNested(planned)) return bodyOf(plan, planned, resolve);
  const { template, given, location } = nestedOf(plan, planned, resolve);
  return {
    ...(location === undefined || /\/resourceGroups\//i.test(planned.id) ? {} : { location }),
    properties: { mode: 'Incremental', template, parameters: given },
  };
}

function failed(step: DeploymentStep, now: number, error: DeploymentStep['error'], statusCode: string): DeploymentStep {
  const rest = omitted(step, 'wakeAt');
  return { ...rest, state: 'Failed', endedAt: now, statusCode, ...(error === undefined ? {} : { error }) };
}

/** A step after its deployment has expired: what is still running is given up. */
export function expired(step: DeploymentStep, now: number): DeploymentStep {
  return step.state === 'Running' ? failed(step, now, tookTooLong(step.id), 'RequestTimeout') : step;
}

/** When a provider that the deployment has registered will be. */
function registeredAt(world: World, planned: Planned): number | undefined {
  const key = `${planned.id.split('/')[2] ?? ''}/${planned.type.split('/')[0] ?? ''}`.toLowerCase();
  const found = world.registrations[key];
  return found?.state === 'Registering' ? found.until : undefined;
}

/** A refusal: waited for where waiting helps, else the end of the step. */
function refused(step: DeploymentStep, reply: Reply, planned: Planned, world: World, now: number): DeploymentStep {
  const error = errorOf(reply);
  const registered = error.code === 'MissingSubscriptionRegistration' ? registeredAt(world, planned) : undefined;
  // A moment later: what ends now has not yet changed anything.
  if (registered !== undefined) return { ...step, wakeAt: Math.max(registered, now + 1) };
  const tries = (step.tries ?? 0) + 1;
  const passing = reply.status === 429 || reply.status >= 500;
  if (!passing || tries >= mostTries) return failed(step, now, error, statusName(reply.status));
  const wait = Number(reply.headers?.['Retry-After'] ?? 2 * tries);
  return { ...step, tries, wakeAt: now + Math.max(1, Number.isFinite(wait) ? wait : 1) * 1000 };
}

/** What an answer to a PUT leaves to wait for: an operation of the provider, or the deployment itself. */
function awaited(reply: Reply, planned: Planned, world: World, now: number): Pick<DeploymentStep, 'awaits' | 'wakeAt'> {
  if (isNested(planned)) return { awaits: planned.id };
  const address = reply.headers?.['Azure-AsyncOperation'];
  const operation = address === undefined ? undefined : new URL(address).pathname.split('/').at(-1);
  const found = operation === undefined ? undefined : world.operations[operation];
  return found === undefined ? {} : { awaits: found.id, wakeAt: Math.max(found.endsAt, now + 1) };
}

/** Sends a resource's request, for the first time or again. */
export function send(
  step: DeploymentStep,
  plan: Plan,
  planned: Planned,
  [world, deployment, runner]: Sending,
): Stepped {
  const { now, inside, strike } = runner;
  const started: DeploymentStep = { ...omitted(step, 'wakeAt'), state: 'Running', startedAt: step.startedAt ?? now };
  const address = addressOf(planned.id, planned.apiVersion);
  const method = planned.existing ? 'GET' : 'PUT';
  try {
    const body = planned.existing ? undefined : request(plan, planned, world, runner);
    const headers = { 'x-ms-correlation-request-id': deployment.correlationId };
    const struck = strike(method, address);
    const outcome = struck === undefined ? inside(world, { method, address, body, headers }) : { reply: struck };
    const next = outcome.world ?? world;
    const { reply } = outcome;
    if (reply.status >= 400) return [refused(started, reply, planned, next, now), next];
    const waiting = planned.existing ? {} : awaited(reply, planned, next, now);
    const statusCode = statusName(reply.status);
    if (waiting.awaits !== undefined) return [{ ...started, ...waiting, statusCode }, next];
    return [{ ...started, state: 'Succeeded', endedAt: now, statusCode }, next];
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof NotYetKnown)) throw error;
    return [failed(started, now, expressionFailed(planned.id, error.message), 'BadRequest'), world];
  }
}

/** The world a step is sent in, its deployment, and the means. */
export type Sending = readonly [world: World, deployment: Deployment, runner: Runner];

/** Looks whether what a step waits for is over. */
export function look(step: DeploymentStep, world: World, now: number): DeploymentStep {
  const rest = omitted(step, 'wakeAt');
  const over = (state: 'Succeeded' | 'Failed', error?: DeploymentStep['error']): DeploymentStep =>
    state === 'Succeeded' ? { ...rest, state, endedAt: now } : failed(step, now, error, 'Conflict');
  const operation = world.operations[step.awaits ?? ''];
  if (operation !== undefined) {
    if (Math.max(operation.endsAt, step.wakeAt ?? 0) > now) return step;
    return operation.fails === undefined
      ? over('Succeeded')
      : over('Failed', ended(step.id, 'Failed', [operation.fails]));
  }
  const nested = findDeployment(world, step.awaits ?? '');
  switch (nested?.state) {
    case 'Accepted':
    case 'Running':
      return step;
    case 'Succeeded':
      return over('Succeeded');
    case 'Failed':
      return over('Failed', ended(step.id, 'Failed', [nested.error ?? deploymentFailed(nested, [])]));
    case 'Canceled':
      return over('Failed', ended(step.id, 'Canceled', []));
    case undefined:
      return over('Failed', {
        code: 'DeploymentNotFound',
        message: `Deployment '${step.name}' could not be found.`,
      });
  }
}
