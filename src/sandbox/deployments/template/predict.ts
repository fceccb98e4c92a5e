import { NotYetKnown } from '../template-error.ts';
import type { ValueObject } from '../value.ts';
import { bodyOf, notYet } from './bodies.ts';
import type { Drawing } from './frames.ts';
import type { Home } from './home.ts';
import { isNested, nestedHome, nestedOf } from './nested.ts';
import { checkOutputs } from './outputs.ts';
import { planTemplate, resolveParameters } from './plan.ts';
import type { Plan, Planned } from './planned.ts';
import { readTemplate } from './shape.ts';

/** A resource that a deployment will come to, with what is known of it beforehand. */
export interface Predicted {
  readonly planned: Planned;
  readonly plan: Plan;
  /** How many deployments it is nested in. */
  readonly depth: number;
  /** Undefined where it depends on what isn't there yet. */
  readonly body: ValueObject | undefined;
}

function bodyBefore(plan: Plan, planned: Planned): ValueObject | undefined {
  try {
    return bodyOf(plan, planned, notYet);
  } catch (error) {
    if (error instanceof NotYetKnown) return undefined;
    throw error;
  }
}

/** A home that also knows the groups that the same deployment makes. */
function withGroups(home: Home, groups: ReadonlyMap<string, ValueObject>): Home {
  return {
    ...home,
    look: {
      ...home.look,
      group: (subscriptionId, name) =>
        home.look.group(subscriptionId, name) ??
        groups.get(`/subscriptions/${subscriptionId}/resourceGroups/${name}`.toLowerCase()),
    },
  };
}

/** Those first that others wait for. */
function inOrder(resources: readonly Planned[]): readonly Planned[] {
  const byKey = new Map(resources.map((each) => [each.key, each]));
  const sorted = new Set<Planned>();
  const visit = (each: Planned): void => {
    if (sorted.has(each)) return;
    for (const key of each.needs) {
      const next = byKey.get(key);
      if (next !== undefined) visit(next);
    }
    sorted.add(each);
  };
  for (const each of resources) visit(each);
  return [...sorted];
}

function childPlan(plan: Plan, planned: Planned, drawing: Drawing): Plan | undefined {
  try {
    const { template, given, location } = nestedOf(plan, planned, notYet);
    const home = nestedHome(planned, plan.home, location);
    const parameters = resolveParameters(readTemplate(template), given, home, drawing);
    const child = planTemplate({ template, parameters }, home);
    checkOutputs(child);
    return child;
  } catch (error) {
    if (error instanceof NotYetKnown) return undefined;
    throw error;
  }
}

/**
 * Everything that a plan comes to, nested deployments opened where that is possible before anything is there; in an order in
 * which each comes after what it waits for.
 * @throws TemplateError
 */
export function predicted(plan: Plan, drawing: Drawing): readonly Predicted[] {
  const groups = new Map<string, ValueObject>();
  const opened = (each: Plan, depth: number): readonly Predicted[] =>
    inOrder(each.resources).flatMap((planned): readonly Predicted[] => {
      const own: Plan = { ...each, home: withGroups(each.home, groups) };
      if (isNested(planned)) {
        const child = childPlan(own, planned, drawing);
        const itself = { planned, plan: own, depth, body: child === undefined ? undefined : {} };
        return child === undefined ? [itself] : [itself, ...opened(child, depth + 1)];
      }
      const body = planned.existing ? {} : bodyBefore(own, planned);
      if (body !== undefined && /\/resourceGroups\/[^/]+$/i.test(planned.id))
        groups.set(planned.id.toLowerCase(), { id: planned.id, name: planned.name, ...body });
      return [{ planned, plan: own, depth, body }];
    });
  return opened(plan, 0);
}
