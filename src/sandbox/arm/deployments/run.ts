import type { Context } from '../../context.ts';
import { outputsOf } from '../../deployments/template/outputs.ts';
import { planTemplate } from '../../deployments/template/plan.ts';
import type { Plan } from '../../deployments/template/planned.ts';
import { NotYetKnown, TemplateError } from '../../deployments/template-error.ts';
import type { Value } from '../../deployments/value.ts';
import {
  type Deployment,
  type DeploymentError,
  type DeploymentStep,
  expiresAt,
  isActive,
} from '../../world/deployments.ts';
import { changed, type World } from '../../world/world.ts';
import { deploymentFailed, outputsFailed } from './failure.ts';
import { homeOf } from './home.ts';
import { deploymentType, findDeployment } from './place.ts';
import { expired, look, type Runner, resolver, send } from './run-step.ts';

const plans = new WeakMap<Deployment['parameters'], Plan>();

/** What a deployment's template comes to; worked out again after a restart. */
function planFor(world: World, deployment: Deployment, context: Context): Plan {
  const { parameters, template, subscriptionId, group, name, location, caller } = deployment;
  const known = plans.get(parameters);
  if (known !== undefined) return known;
  const home = homeOf(
    { world, context, caller },
    {
      subscriptionId,
      name,
      ...(group === undefined ? {} : { group }),
      ...(location === undefined ? {} : { location }),
    },
  );
  const plan = planTemplate({ template: template as Value, parameters: parameters as Plan['parameters'] }, home);
  plans.set(parameters, plan);
  return plan;
}

/** A deployment registers the providers of its resources itself, where its caller may; else the resources say so. */
function withProviders(world: World, plan: Plan, { inside }: Runner): World {
  const wanted = new Set(
    plan.resources
      .filter((each) => !each.existing)
      .map(({ id, type }) => `/subscriptions/${id.split('/')[2] ?? ''}/providers/${type.split('/')[0] ?? ''}`),
  );
  let next = world;
  for (const address of wanted) {
    const state = inside(next, { method: 'GET', address: `${address}?api-version=2021-04-01` }).reply.body as
      | { registrationState?: string; registrationPolicy?: string }
      | undefined;
    if (state?.registrationState === 'Registered') continue;
    next = inside(next, { method: 'POST', address: `${address}/register?api-version=2021-04-01` }).world ?? next;
  }
  return next;
}

/** Values of secure parameters are forgotten once nothing needs them. */
function withoutSecrets(parameters: Deployment['parameters']): Deployment['parameters'] {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { type, value }]) => [
      name,
      { type, value: type.startsWith('secure') ? null : value },
    ]),
  );
}

function made(world: World, steps: readonly DeploymentStep[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.reads === true || (step.state !== 'Succeeded' && step.awaits === undefined)) return [];
    if (step.type.toLowerCase() !== deploymentType.toLowerCase()) return step.state === 'Succeeded' ? [step.id] : [];
    return findDeployment(world, step.awaits ?? step.id)?.outputResources ?? [];
  });
}

interface Ending {
  readonly state: 'Succeeded' | 'Failed';
  readonly outputs?: unknown;
  readonly error?: DeploymentError;
}

function endingOf(world: World, deployment: Deployment, plan: Plan, runner: Runner): Ending {
  const errors = deployment.steps.flatMap(({ error }) => (error === undefined ? [] : [error]));
  if (errors.length > 0) return { state: 'Failed', error: deploymentFailed(deployment, errors) };
  try {
    return { state: 'Succeeded', outputs: outputsOf(plan, resolver(world, runner)) };
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof NotYetKnown)) throw error;
    return { state: 'Failed', error: outputsFailed(error.message) };
  }
}

function stored(world: World, deployment: Deployment): World {
  return changed(world, { deployments: { ...world.deployments, [deployment.id.toLowerCase()]: deployment } });
}

/** Everything of a deployment that can be done now: what is over is seen, and what waited for it begins, all at once. */
function goOn(world: World, deployment: Deployment, plan: Plan, runner: Runner): World {
  const { now } = runner;
  const steps = [...deployment.steps];
  const byKey = new Map(plan.resources.map((each) => [each.key, each]));
  let next = deployment.state === 'Accepted' ? withProviders(world, plan, runner) : world;
  const done = new Set(steps.filter((each) => each.state === 'Succeeded').map((each) => each.key));
  for (let moved = true; moved; ) {
    moved = false;
    for (const [at, step] of steps.entries()) {
      const planned = byKey.get(step.key);
      if (planned === undefined || (step.state !== 'Waiting' && step.state !== 'Running')) continue;
      const isDue =
        step.state === 'Waiting' ? planned.needs.every((key) => done.has(key)) : (step.wakeAt ?? Infinity) <= now;
      let after = step;
      if (step.awaits !== undefined) after = look(step, next, now);
      else if (isDue) [after, next] = send(step, plan, planned, [next, deployment, runner]);
      if (after === step) continue;
      steps[at] = after;
      moved = true;
      if (after.state === 'Succeeded') done.add(after.key);
    }
  }
  const left = expiresAt(deployment) > now ? steps : steps.map((each) => expired(each, now));
  const current: Deployment = { ...deployment, state: 'Running', steps: left };
  if (left.some((each) => each.state === 'Running')) return stored(next, current);
  return stored(next, {
    ...current,
    ...endingOf(next, current, plan, runner),
    endedAt: now,
    outputResources: made(next, left),
    parameters: withoutSecrets(deployment.parameters),
  });
}

/** Whether something of a deployment can be done now. */
function isDue(world: World, deployment: Deployment, now: number): boolean {
  if (deployment.state === 'Accepted') return deployment.startedAt <= now;
  if (expiresAt(deployment) <= now) return true;
  return deployment.steps.some(
    (each) =>
      each.state === 'Running' &&
      ((each.wakeAt ?? Infinity) <= now || (each.awaits !== undefined && look(each, world, now) !== each)),
  );
}

/** The world after all deployments have done what they can do now; nested ones wake their parents. */
export function runDeployments(world: World, context: Context, runnerFor: (deployment: Deployment) => Runner): World {
  let next = world;
  for (let moved = true; moved; ) {
    moved = false;
    for (const id of Object.keys(next.deployments ?? {})) {
      const deployment = next.deployments?.[id];
      if (deployment === undefined || !isActive(deployment) || !isDue(next, deployment, context.now)) continue;
      next = goOn(next, deployment, planFor(next, deployment, context), runnerFor(deployment));
      moved = true;
    }
  }
  return next;
}
