import type { Condition, Value } from './syntax.ts';

/**
 * Whether a condition says of at least one twin which it is, by `$dtId`: without, JOIN and MATCH are refused
 * (Microsoft's articles on the two clauses).
 */
export function saysWhichTwin(condition: Condition | undefined, twins: ReadonlySet<string>): boolean {
  if (condition?.kind === 'and') return condition.parts.some((each) => saysWhichTwin(each, twins));
  if (condition?.kind === 'or') return condition.parts.every((each) => saysWhichTwin(each, twins));
  if (condition?.kind === 'in') return !condition.negated && isId(condition.value, twins);
  if (condition?.kind !== 'compare' || condition.sign !== '=') return false;
  return isId(condition.left, twins) || isId(condition.right, twins);
}

function isId(value: Value, twins: ReadonlySet<string>): boolean {
  return (
    value.kind === 'path' &&
    value.path.alias !== undefined &&
    twins.has(value.path.alias) &&
    value.path.names.length === 1 &&
    value.path.names[0] === '$dtId'
  );
}
