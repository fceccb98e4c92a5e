/** A parsed language expression. */
export type Node =
  | { readonly is: 'literal'; readonly value: string | number }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly is: 'property'; readonly of: Node; readonly key: Node };

/** Whether a text is an expression: `[…]`, but not `[[…]`, whose first bracket escapes. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');
}

/** A text that is no expression, as it is meant. */
export function unescaped(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}

/** A text so that it reads as itself where expressions are looked for. */
export function escaped(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}
