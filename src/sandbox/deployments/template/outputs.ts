import { copied, evaluateWithCopies } from '../expression/copies.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Frame } from '../expression/frame.ts';
import { NotYetKnown } from '../template-error.ts';
import { held, isRecord, type Value } from '../value.ts';
import { notYet, type Resolve, withReferences } from './bodies.ts';
import type { Plan } from './planned.ts';
import { type Checked, checkValue, declaredType, typeTitles } from './types.ts';

/** A value with its type, as answers show it; secure ones have no value. */
export interface Typed {
  readonly type: string;
  readonly value?: Value;
}

/** A value of a type, as answers show it. */
export function typed(type: string, value: Value): Typed {
  const title = typeTitles[type] ?? type;
  return type.startsWith('secure') ? { type: title } : { type: title, value };
}

function outputOf(plan: Plan, name: string, output: Value, frame: Frame): readonly (readonly [string, Typed])[] {
  if (!isRecord(output)) return [];
  const checked: Checked = { what: 'template output', definitions: plan.template.definitions };
  if (evaluate(held(output, 'condition') ?? true, frame) === false) return [];
  const copy = held(output, 'copy');
  const value = isRecord(copy) ? copied(copy, '', frame) : evaluateWithCopies(held(output, 'value') ?? null, frame);
  checkValue(value, output, name, checked);
  return [[name, typed(declaredType(output, checked), value)]];
}

/**
 * The outputs of a template whose resources are there.
 * @throws TemplateError
 */
export function outputsOf(plan: Plan, resolve: Resolve): Readonly<Record<string, Typed>> {
  const frame = withReferences(plan.frame, plan, resolve);
  const all = Object.entries(plan.template.outputs);
  return Object.fromEntries(all.flatMap(([name, output]) => outputOf(plan, name, output, frame)));
}

/**
 * Evaluates outputs before anything is made, as far as that goes (tried with Microsoft's engine, which refuses them then).
 * @throws TemplateError
 */
export function checkOutputs(plan: Plan): void {
  const frame = withReferences(plan.frame, plan, notYet);
  for (const [name, output] of Object.entries(plan.template.outputs))
    try {
      outputOf(plan, name, output, frame);
    } catch (error) {
      if (!(error instanceof NotYetKnown)) throw error;
    }
}
