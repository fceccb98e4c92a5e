import { parseExpression } from '../expression/parse.ts';
import { isExpression, type Node } from '../expression/syntax.ts';
import { isList, isRecord, shownText, type Value } from '../value.ts';

const referring = new Set(['reference', 'references']);

function inNode(node: Node, found: Node[]): void {
  if (node.is === 'property') {
    inNode(node.of, found);
    inNode(node.key, found);
  }
  if (node.is !== 'call') return;
  const name = node.name.toLowerCase();
  if ((referring.has(name) || name.startsWith('list')) && node.args[0] !== undefined) found.push(node.args[0]);
  for (const each of node.args) inNode(each, found);
}

/**
 * What the expressions within a value refer to: the first arguments of `reference` and its kin. Templates nested in it with a
 * scope of their own are left out: their resources are their own affair.
 */
export function referredTo(value: Value, found: Node[] = []): readonly Node[] {
  if (typeof value === 'string') {
    if (isExpression(value)) inNode(parseExpression(value), found);
  } else if (isList(value)) for (const each of value) referredTo(each, found);
  else if (isRecord(value))
    for (const [name, each] of Object.entries(value)) {
      if (name === 'template' && isInner(value)) continue;
      if (isExpression(name)) inNode(parseExpression(name), found);
      referredTo(each, found);
    }
  return found;
}

/** Whether the properties of a nested deployment say that its template's expressions are its own. */
export function isInner(properties: Value): boolean {
  const options = isRecord(properties) ? properties['expressionEvaluationOptions'] : undefined;
  return isRecord(options) && shownText(options['scope']).toLowerCase() === 'inner';
}
