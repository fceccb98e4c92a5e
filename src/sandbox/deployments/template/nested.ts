import { evaluateText } from '../expression/evaluate.ts';
import type { Frame } from '../expression/frame.ts';
import { escaped, isExpression } from '../expression/syntax.ts';
import { TemplateError } from '../template-error.ts';
import { held, isList, isRecord, omitted, shownText, type Value, type ValueObject } from '../value.ts';
import { bodyOf, type Resolve, withReferences } from './bodies.ts';
import type { Home } from './home.ts';
import type { Plan, Planned } from './planned.ts';
import { isInner } from './references.ts';

/** Whether a resource of a template is a deployment of its own. */
export function isNested({ type }: Pick<Planned, 'type'>): boolean {
  return type.toLowerCase() === 'microsoft.resources/deployments';
}

/** A nested deployment, ready to be begun. */
export interface Nested {
  readonly template: Value;
  /** As a request gives them: `{ name: { value } }`. */
  readonly given: ValueObject;
  readonly location?: string;
}

/** Evaluates every expression of a template where it stands: for those whose expressions are their parent's. */
function literally(value: Value, frame: Frame): Value {
  if (typeof value === 'string') {
    if (!isExpression(value)) return value;
    const evaluated = evaluateText(value, frame);
    return literalText(evaluated);
  }
  if (isList(value)) return value.map((each) => literally(each, frame));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      isExpression(name) ? shownText(evaluateText(name, frame)) : name,
      literally(each, frame),
    ]),
  );
}

/** An evaluated value so that it isn't evaluated again. */
function literalText(value: Value): Value {
  if (typeof value === 'string') return escaped(value);
  if (isList(value)) return value.map(literalText);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, literalText(each)]));
}

/** The template and parameters of a nested deployment, in the scope that it asks for: `outer` unless it says `inner`. */
export function nestedOf(plan: Plan, planned: Planned, resolve: Resolve): Nested {
  const properties = held(planned.source, 'properties');
  if (!isRecord(properties)) throw new TemplateError(`The template deployment '${planned.name}' needs properties.`);
  if (held(properties, 'templateLink') !== undefined)
    throw new TemplateError(
      `Unable to download deployment content from '${shownText(held(held(properties, 'templateLink') ?? null, 'uri'))}'. Please see https://aka.ms/arm-deploy for usage details.`,
    );
  const frame = withReferences(planned.frame, plan, resolve);
  const raw = held(properties, 'template') ?? null;
  const template = isInner(properties) ? raw : literally(raw, frame);
  const rest = omitted(planned.source, 'properties');
  const parameters = held(properties, 'parameters') ?? {};
  const mode = held(properties, 'mode');
  if (mode !== undefined && shownText(mode).toLowerCase() !== 'incremental')
    throw new TemplateError(
      `The nested deployment '${planned.name}' has the mode '${shownText(mode)}'. Nested deployments must use the incremental mode. Please see https://aka.ms/arm-deploy for usage details.`,
    );
  const body = bodyOf(plan, { ...planned, source: { ...rest, properties: { parameters } } }, resolve);
  const given = held(held(body, 'properties') ?? null, 'parameters');
  const location = held(body, 'location');
  return {
    template,
    given: isRecord(given) ? given : {},
    ...(typeof location === 'string' ? { location } : {}),
  };
}

/** Where a nested deployment takes place: the subscription and group of its id. */
export function nestedHome(planned: Planned, { look, tenantId }: Home, location: string | undefined): Home {
  const [, subscriptionId = '', group] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?\/providers\//i.exec(planned.id) ?? [];
  return {
    tenantId,
    subscriptionId,
    ...(group === undefined ? {} : { group }),
    deployment: { name: planned.name, ...(location === undefined ? {} : { location }) },
    look,
  };
}
