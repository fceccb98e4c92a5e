import { copied, evaluateWithCopies } from '../expression/copies.ts';
import { evaluate } from '../expression/evaluate.ts';
import { held, isRecord, type Value } from '../value.ts';
import { type Resolve, withReferences } from './bodies.ts';
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

/**
 * The outputs of a template whose resources are there.
 * @throws TemplateError
 */
export function outputsOf(plan: Plan, resolve: Resolve): Readonly<Record<string, Typed>> {
  const frame = withReferences(plan.frame, plan, resolve);
  const checked: Checked = { what: 'template output', definitions: plan.template.definitions };
  const entries = Object.entries(plan.template.outputs).flatMap(
    ([name, output]): readonly (readonly [string, Typed])[] => {
      if (!isRecord(output)) return [];
      if (evaluate(held(output, 'condition') ?? true, frame) === false) return [];
      const copy = held(output, 'copy');
      const value = isRecord(copy) ? copied(copy, '', frame) : evaluateWithCopies(held(output, 'value') ?? null, frame);
      checkValue(value, output, name, checked);
      return [[name, typed(declaredType(output, checked), value)]];
    },
  );
  return Object.fromEntries(entries);
}
