import type { Act } from './act.ts';

/**
 * Conditions of role assignments (Azure attribute-based access control), as far as they decide who may be given which
 * role: `ActionMatches`, and the attributes RoleDefinitionId, PrincipalId and PrincipalType of the request or the resource.
 * What it can't read, it refuses, as Azure refuses to save it.
 */
const tokenPattern =
  /\s*(?:(\(|\)|!|\{|\}|,)|(AND\b|&&|OR\b|\|\||NOT\b)|(@(?:Request|Resource|Principal|Environment)\[[^\]]*\])|([A-Za-z]+(?::[A-Za-z]+)?)|'((?:[^'\\]|\\.)*)'|([0-9a-fA-F]{8}-[0-9a-fA-F-]{27}))/y;

interface Token {
  readonly kind: 'mark' | 'logic' | 'attribute' | 'word' | 'text';
  readonly text: string;
}

function tokens(condition: string): Token[] | undefined {
  const found: Token[] = [];
  // A GUID may start with a letter and would read as a word: quote it first.
  const source = condition.replace(/(?<!')\b([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\b(?!')/gi, "'$1'").trim();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < source.length) {
    const match = tokenPattern.exec(source);
    if (match === null) return undefined;
    const [, mark, logic, attribute, word, text] = match;
    if (mark !== undefined) found.push({ kind: 'mark', text: mark });
    else if (logic !== undefined) found.push({ kind: 'logic', text: logic });
    else if (attribute !== undefined) found.push({ kind: 'attribute', text: attribute });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else if (text !== undefined) found.push({ kind: 'text', text });
  }
  return found;
}

function attributeOf(attribute: string, act: Act): string | undefined {
  const name = /:(\w+)\]$/.exec(attribute)?.[1]?.toLowerCase();
  if (name === 'roledefinitionid') return act.subject?.roleId;
  if (name === 'principalid') return act.subject?.principalId;
  if (name === 'principaltype') return act.subject?.principalType;
  return undefined;
}

function compares(operator: string, attribute: string | undefined, values: readonly string[]): boolean | undefined {
  const [quantifier, comparison] = operator.includes(':') ? operator.split(':') : ['ForAnyOfAnyValues', operator];
  const value = attribute?.toLowerCase();
  const among = value !== undefined && values.some((each) => each.toLowerCase() === value);
  const equality = ['guidequals', 'stringequals', 'stringequalsignorecase'].includes(comparison?.toLowerCase() ?? '');
  const inequality = ['guidnotequals', 'stringnotequals', 'stringnotequalsignorecase'].includes(
    comparison?.toLowerCase() ?? '',
  );
  if (quantifier?.toLowerCase() === 'foranyofanyvalues' && equality) return among;
  if (quantifier?.toLowerCase() === 'foranyofallvalues' && inequality) return !among;
  if (inequality) return !among;
  return undefined;
}

/** Reads `or := and (OR and)*`, `and := not (AND not)*`, `not := ! not | ( or ) | comparison`. Undefined: unreadable. */
function evaluate(list: readonly Token[], act: Act): boolean | undefined {
  let at = 0;
  const take = (text: string): boolean => {
    if (list[at]?.text.toUpperCase() !== text || list[at]?.kind === 'text') return false;
    at += 1;
    return true;
  };
  const values = (): string[] | undefined => {
    const single = list[at];
    if (single?.kind === 'text') {
      at += 1;
      return [single.text];
    }
    if (!take('{')) return undefined;
    const found: string[] = [];
    while (!take('}')) {
      const value = list[at];
      if (value?.kind !== 'text') return undefined;
      found.push(value.text);
      at += 1;
      take(',');
    }
    return found;
  };
  const comparison = (): boolean | undefined => {
    if (take('ACTIONMATCHES')) {
      const actions = values();
      return actions?.some((each) => each.toLowerCase() === act.action.toLowerCase());
    }
    const attribute = list[at];
    const operator = list[at + 1];
    if (attribute?.kind !== 'attribute' || operator?.kind !== 'word') return undefined;
    at += 2;
    const compared = values();
    return compared === undefined ? undefined : compares(operator.text, attributeOf(attribute.text, act), compared);
  };
  const negation = (): boolean | undefined => {
    if (take('!') || take('NOT')) {
      const inner = negation();
      return inner === undefined ? undefined : !inner;
    }
    if (!take('(')) return comparison();
    const inner = disjunction();
    return take(')') ? inner : undefined;
  };
  const conjunction = (): boolean | undefined => {
    let result = negation();
    while (take('AND') || take('&&')) {
      const next = negation();
      result = result === undefined || next === undefined ? undefined : result && next;
    }
    return result;
  };
  const disjunction = (): boolean | undefined => {
    let result = conjunction();
    while (take('OR') || take('||')) {
      const next = conjunction();
      result = result === undefined || next === undefined ? undefined : result || next;
    }
    return result;
  };
  const result = disjunction();
  return at === list.length ? result : undefined;
}

/** Whether a condition allows an act. */
export function conditionHolds(condition: string, act: Act): boolean {
  const list = tokens(condition);
  return list !== undefined && evaluate(list, act) === true;
}

/** Whether a condition can be read at all. */
export function isReadable(condition: string): boolean {
  const list = tokens(condition);
  return list !== undefined && evaluate(list, { action: '', scope: '/' }) !== undefined;
}
