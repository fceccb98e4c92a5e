/** An OData filter over an entry's properties, as far as clients that look for people use it. */
export type Test = (entry: Readonly<Record<string, unknown>>) => boolean;

/** What a filter can't say. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}

const tokens = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w.]*(?:\/any)?)|([(),:])|(true|false|null|\d+))/y;

interface Token {
  readonly kind: 'text' | 'name' | 'mark';
  readonly text: string;
}

function tokensOf(filter: string): Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < filter.trimEnd().length) {
    const match = tokens.exec(filter);
    if (match === null) throw new FilterError('Invalid filter clause: unterminated literal or unexpected character.');
    const [, text, name, mark, literal] = match;
    if (text !== undefined) found.push({ kind: 'text', text: text.replaceAll("''", "'") });
    else if (mark !== undefined) found.push({ kind: 'mark', text: mark });
    else found.push({ kind: 'name', text: name ?? literal ?? '' });
  }
  return found;
}

const folded = (value: unknown): string =>
  typeof value === 'string' ? value.toLowerCase() : typeof value === 'boolean' ? String(value) : '';

/**
 * `x eq 'y'`, `startswith(x,'y')`, `list/any(c:c eq 'y')`, joined by `and`, `or`, `not` and parentheses. Letter case doesn't
 * matter, as in Microsoft Graph.
 */
export function parseFilter(filter: string): Test {
  const list = tokensOf(filter);
  let at = 0;
  const next = (): Token => {
    const token = list[at];
    if (token === undefined) throw new FilterError('Invalid filter clause: it ends too early.');
    at += 1;
    return token;
  };
  const is = (text: string): boolean => list[at]?.kind !== 'text' && list[at]?.text.toLowerCase() === text;
  const expect = (text: string): void => {
    if (next().text.toLowerCase() !== text) throw new FilterError(`Invalid filter clause: '${text}' is expected.`);
  };
  const value = (): string => {
    const token = next();
    if (token.kind === 'mark') throw new FilterError('Invalid filter clause: a value is expected.');
    return token.text.toLowerCase();
  };
  const single = (): Test => {
    const name = next();
    if (name.kind !== 'name') throw new FilterError('Invalid filter clause: a property is expected.');
    if (name.text.toLowerCase() === 'startswith') {
      expect('(');
      const property = next().text;
      expect(',');
      const start = value();
      expect(')');
      return (entry) => folded(entry[property]).startsWith(start) && folded(entry[property]) !== '';
    }
    if (name.text.endsWith('/any')) {
      const property = name.text.slice(0, -4);
      expect('(');
      const variable = next().text.toLowerCase();
      expect(':');
      const starts = is('startswith');
      if (starts) {
        expect('startswith');
        expect('(');
      }
      expect(variable);
      expect(starts ? ',' : 'eq');
      const wanted = value();
      if (starts) expect(')');
      expect(')');
      return (entry) => {
        const held = entry[property];
        return (
          Array.isArray(held) &&
          held.some((each) => (starts ? folded(each).startsWith(wanted) : folded(each) === wanted))
        );
      };
    }
    const operator = next().text.toLowerCase();
    const wanted = value();
    if (operator === 'eq') return (entry) => folded(entry[name.text]) === wanted;
    if (operator === 'ne') return (entry) => folded(entry[name.text]) !== wanted;
    throw new FilterError(`Unsupported or invalid query filter clause: operator '${operator}'.`);
  };
  const unit = (): Test => {
    if (is('not')) {
      at += 1;
      const inner = unit();
      return (entry) => !inner(entry);
    }
    if (!is('(')) return single();
    at += 1;
    const inner = either();
    expect(')');
    return inner;
  };
  const both = (): Test => {
    const tests = [unit()];
    while (is('and')) {
      at += 1;
      tests.push(unit());
    }
    return (entry) => tests.every((test) => test(entry));
  };
  const either = (): Test => {
    const tests = [both()];
    while (is('or')) {
      at += 1;
      tests.push(both());
    }
    return (entry) => tests.some((test) => test(entry));
  };
  const test = either();
  if (at < list.length) throw new FilterError('Invalid filter clause: something follows its end.');
  return test;
}
