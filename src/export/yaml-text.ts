/**
 * A text in YAML, in single quotes: bare, a name such as 123, null or 2020-01-01 is a number, nothing or a date. No name that is
 * written so has a line break in it, and nothing in it is an expression of GitHub's, which would be computed in any value.
 */
export function yamlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
