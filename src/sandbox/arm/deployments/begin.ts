import type { Drawing } from '../../deployments/template/frames.ts';
import { isNested } from '../../deployments/template/nested.ts';
import { checkOutputs } from '../../deployments/template/outputs.ts';
import { planTemplate, resolveParameters } from '../../deployments/template/plan.ts';
import type { Plan } from '../../deployments/template/planned.ts';
import { type Predicted, predicted } from '../../deployments/template/predict.ts';
import { isGuid } from '../../world/identifiers.ts';
import type { Call } from '../call.ts';
import { drawingOf, homeOf } from './home.ts';
import { deploymentId } from './place.ts';
import { type Wish, withEngine } from './request.ts';

/** A request's template with its parameters' values, and what they come to. */
export interface Drafted {
  readonly wish: Wish;
  readonly correlationId: string;
  readonly plan: Plan;
  readonly all: readonly Predicted[];
}

/** One id for all that a deployment does: the request's, where it brings one. */
function correlationOf(call: Call): string {
  const given = call.ask.headers['x-ms-correlation-request-id'];
  return given !== undefined && isGuid(given) ? given.toLowerCase() : crypto.randomUUID();
}

/** Works out what a request's template comes to. */
export function draft(call: Call, wish: Wish): Drafted {
  const { place, name, location } = wish;
  const correlationId = correlationOf(call);
  const drawing: Drawing = drawingOf(correlationId, call.context.now, deploymentId(place, name));
  const { subscriptionId, group } = place;
  const home = homeOf(call, {
    subscriptionId,
    ...(group === undefined ? {} : { group }),
    name,
    ...(location === undefined ? {} : { location }),
  });
  return withEngine(() => {
    const parameters = resolveParameters(wish.read, wish.given, home, drawing);
    const plan = planTemplate({ template: wish.template, parameters }, home);
    checkOutputs(plan);
    return { wish, correlationId, plan, all: predicted(plan, drawing) };
  });
}

/** Ids of what it comes to, in the order of the template; nested deployments on request. */
export function idsOf(all: readonly Predicted[], deployments: boolean): readonly string[] {
  return all.flatMap(({ planned }) => (planned.existing || (!deployments && isNested(planned)) ? [] : [planned.id]));
}
