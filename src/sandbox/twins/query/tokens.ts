import { RefusedError } from '../refusal.ts';

export interface Token {
  readonly kind: 'word' | 'escaped' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

/**
 * A query that cannot be understood. Frame and position are recorded for the query "foo":
 * "SQL query parse failed: SQL Parser Error, Line=1, Position=0, Message=missing SELECT at 'foo' See samples in …"
 * (JavaScript SDK, "query digital twin invalid expression").
 */
export function queryError(query: string, at: number, message: string): RefusedError {
  const before = query.slice(0, at).split('\n');
  const position = before.at(-1)?.length ?? 0;
  return new RefusedError(
    400,
    'SqlQueryError',
    `SQL query parse failed: SQL Parser Error, Line=${before.length}, Position=${position}, Message=${message} See samples in https://aka.ms/adtv2query for the correct syntax.`,
  );
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['word', /[A-Za-z_$][\w$]*/y],
  ['escaped', /\[\[[^[\]]+\]\]/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['text', /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy],
  ['sign', /<=|>=|!=|<>|[=<>()[\],.*:|-]/y],
];

/** Cuts the query into words, texts, numbers and signs; the last token is always the end. */
export function tokens(query: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(query.slice(at))?.[0].length ?? 0;
    if (at >= query.length) return [...found, { kind: 'end', text: '<EOF>', at }];
    const token = next(query, at);
    if (token === undefined) throw queryError(query, at, `token recognition error at: '${query.charAt(at)}'`);
    const length = token.kind === 'text' || token.kind === 'escaped' ? token.text.length : 0;
    found.push(length === 0 ? token : { ...token, text: unquoted(token) });
    at += token.text.length;
  }
}

function next(query: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(query)?.[0];
    if (text !== undefined) return { kind, text, at };
  }
  return undefined;
}

function unquoted({ kind, text }: Token): string {
  return kind === 'escaped' ? text.slice(2, -2) : text.slice(1, -1).replace(/\\(.)/gs, '$1');
}
