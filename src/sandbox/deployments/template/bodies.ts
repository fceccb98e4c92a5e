import { evaluateWithCopies } from '../expression/copies.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Frame, Special } from '../expression/frame.ts';
import { functionError, NotYetKnown, TemplateError } from '../template-error.ts';
import { held, isList, shownText, type Value, type ValueObject } from '../value.ts';
import { withFunctions } from './frames.ts';
import { matching, type Plan, type Planned } from './planned.ts';
import { whereIs } from './shape.ts';

/** A resource that an expression asks for. */
interface Referred {
  readonly id: string;
  readonly apiVersion: string;
}

/** Gives a resource as it is, once it is there. */
export type Resolve = (referred: Referred) => ValueObject;

/** Nothing is there yet: for what is evaluated before a deployment starts. */
export const notYet: Resolve = ({ id }) => {
  throw new NotYetKnown(id);
};

function whole(body: ValueObject, { id, apiVersion }: Referred): ValueObject {
  const [, , subscriptionId = '', , group] = id.split('/');
  return {
    ...body,
    apiVersion,
    subscriptionId,
    ...(/\/resourceGroups\/[^/]+\//i.test(id) ? { resourceGroupName: group ?? '' } : {}),
    resourceId: id.replace(/^.*?\/providers\//i, ''),
    scope: '',
  };
}

function referred(plan: Plan, target: Value, version: Value | undefined): Referred {
  const text = shownText(target);
  const [found, ...others] = matching([...plan.resources, ...plan.left], text);
  if (found !== undefined && others.length === 0)
    return { id: found.id, apiVersion: typeof version === 'string' ? version : found.apiVersion };
  if (text.startsWith('/') && typeof version === 'string') return { id: text, apiVersion: version };
  if (text.startsWith('/'))
    throw functionError(
      `The template language function 'reference' requires an api-version for resource '${text}', which is not defined in the template.`,
    );
  throw new TemplateError(
    `The resource '${text}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
  );
}

/** `reference` and `references` over what is there. */
function referenceFunctions(plan: Plan, resolve: Resolve): readonly (readonly [string, Special])[] {
  const valueOf = (target: Value, version: Value | undefined, full: Value | undefined): Value => {
    const which = referred(plan, target, version);
    const body = resolve(which);
    if (shownText(full).toLowerCase() === 'full') return whole(body, which);
    return held(body, 'properties') ?? {};
  };
  return [
    ['reference', ([target = null, version, full]) => valueOf(target, version, full)],
    [
      'references',
      ([target = null, full]) =>
        matching(plan.resources, shownText(target)).map(({ key }) => valueOf(key, undefined, full)),
    ],
  ];
}

/** The frame in which references have values. */
export function withReferences(frame: Frame, plan: Plan, resolve: Resolve): Frame {
  return withFunctions(frame, referenceFunctions(plan, resolve));
}

/** What stands in a template for the engine itself; the rest is sent. */
const forTheEngine = new Set([
  'type',
  'apiversion',
  'name',
  'condition',
  'copy',
  'dependson',
  'existing',
  'scope',
  'resourcegroup',
  'subscriptionid',
  'comments',
  'metadata',
  'resources',
]);

/** Where references may stand (tried with Microsoft's engine: not in the location). */
const referring = new Set(['properties', 'tags', 'identity']);

type Evaluating = (value: Value, frame: Frame) => Value;

function evaluated(plan: Plan, planned: Planned, resolve: Resolve, evaluating: Evaluating): ValueObject {
  const inner = withReferences(planned.frame, plan, resolve);
  try {
    const entries = Object.entries(planned.source).flatMap(([name, value]): readonly (readonly [string, Value])[] => {
      const key = name.toLowerCase();
      if (forTheEngine.has(key)) return [];
      const found = referring.has(key) ? evaluating(value, inner) : evaluate(value, planned.frame);
      return found === null ? [] : [[name, found]];
    });
    return Object.fromEntries(entries);
  } catch (error) {
    if (!(error instanceof TemplateError) || /^The template (parameter|variable) /.test(error.message)) throw error;
    throw functionError(
      `The template resource '${planned.name}' ${whereIs(planned.source)} is not valid: ${error.message}.`,
    );
  }
}

/**
 * The body by which a resource is made.
 * @throws TemplateError, or NotYetKnown where it depends on what isn't there yet.
 */
export function bodyOf(plan: Plan, planned: Planned, resolve: Resolve): ValueObject {
  return evaluated(plan, planned, resolve, evaluateWithCopies);
}

/** A value in which expressions that can't be evaluated yet stay as they are. */
function asFarAsKnown(value: Value, frame: Frame): Value {
  try {
    if (typeof value !== 'object' || value === null) return evaluateWithCopies(value, frame);
    if (isList(value)) return value.map((each) => asFarAsKnown(each, frame));
    if ('copy' in value) return evaluateWithCopies(value, frame);
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [shownText(evaluate(name, frame)), asFarAsKnown(each, frame)]),
    );
  } catch (error) {
    if (error instanceof NotYetKnown) return value;
    throw error;
  }
}

/** The body as far as it is known beforehand: what depends on something that isn't there yet stays an expression. */
export function foreseenBody(plan: Plan, planned: Planned): ValueObject {
  return evaluated(plan, planned, notYet, asFarAsKnown);
}
