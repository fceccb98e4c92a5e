import { TemplateError } from '../template-error.ts';
import type { Node } from './syntax.ts';

type TokenKind =
  | 'Literal'
  | 'Integer'
  | 'Identifier'
  | 'LeftParenthesis'
  | 'RightParenthesis'
  | 'LeftSquareBracket'
  | 'RightSquareBracket'
  | 'Comma'
  | 'Dot'
  | 'EndOfData';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const marks: Readonly<Record<string, TokenKind>> = {
  '(': 'LeftParenthesis',
  ')': 'RightParenthesis',
  '[': 'LeftSquareBracket',
  ']': 'RightSquareBracket',
  ',': 'Comma',
  '.': 'Dot',
};

const pattern = /\s*(?:'((?:[^']|'')*)'|([+-]?\d+(?![\w]))|([A-Za-z_$][\w$]*)|([()[\],.]))/y;

function broken(text: string, why: string): TemplateError {
  return new TemplateError(`Unable to parse language expression '${text}': ${why}.`);
}

function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  const end = text.trimEnd().length;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw broken(text, `expected token 'EndOfData' and actual '${text.slice(at).trim()[0] ?? ''}'`);
    const [, literal, integer, identifier, mark] = match;
    if (literal !== undefined) found.push({ kind: 'Literal', text: literal.replaceAll("''", "'") });
    else if (integer !== undefined) found.push({ kind: 'Integer', text: integer });
    else if (identifier !== undefined) found.push({ kind: 'Identifier', text: identifier });
    else if (mark !== undefined) found.push({ kind: marks[mark] ?? 'EndOfData', text: mark });
  }
  return found;
}

const endOfData: Token = { kind: 'EndOfData', text: '' };

function read(text: string): Node {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? endOfData;
  const take = (kind: TokenKind): Token => {
    const token = peek();
    if (token.kind !== kind) throw broken(text, `expected token '${kind}' and actual '${token.kind}'`);
    at += 1;
    return token;
  };
  const args = (): Node[] => {
    const list: Node[] = [];
    take('LeftParenthesis');
    if (peek().kind !== 'RightParenthesis') {
      list.push(whole());
      while (peek().kind === 'Comma') {
        take('Comma');
        list.push(whole());
      }
    }
    take('RightParenthesis');
    return list;
  };
  const first = (): Node => {
    const token = peek();
    if (token.kind === 'Literal' || token.kind === 'Integer') {
      at += 1;
      return { is: 'literal', value: token.kind === 'Integer' ? Number(token.text) : token.text };
    }
    let name = take('Identifier').text;
    // Functions of users have a namespace: `__bicep.name(…)`.
    if (peek().kind === 'Dot' && peek(1).kind === 'Identifier' && peek(2).kind === 'LeftParenthesis') {
      take('Dot');
      name = `${name}.${take('Identifier').text}`;
    }
    return { is: 'call', name, args: args() };
  };
  const whole = (): Node => {
    let node = first();
    for (;;) {
      if (peek().kind === 'Dot') {
        take('Dot');
        node = { is: 'property', of: node, key: { is: 'literal', value: take('Identifier').text } };
      } else if (peek().kind === 'LeftSquareBracket') {
        take('LeftSquareBracket');
        node = { is: 'property', of: node, key: whole() };
        take('RightSquareBracket');
      } else return node;
    }
  };
  const node = whole();
  take('EndOfData');
  return node;
}

const known = new Map<string, Node>();
/** How many parsed expressions are remembered: templates repeat theirs for every copy. */
const mostKnown = 20_000;

/** The most characters of an expression (Microsoft's page "Template limits"). */
const longest = 24_576;

/** Parses an expression, brackets included. */
export function parseExpression(text: string): Node {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (text.length > longest)
    throw new TemplateError(
      `The language expression length limit exceeded. Limit: '${longest}' and actual: '${text.length}'.`,
    );
  const node = read(text.slice(1, -1));
  if (known.size >= mostKnown) known.clear();
  known.set(text, node);
  return node;
}
