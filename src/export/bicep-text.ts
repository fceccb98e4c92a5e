/** A value as text in Bicep: nothing in it can end the text or begin an expression. */
export function bicepText(value: string): string {
  return `'${value.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`).replaceAll('${', String.raw`\${`)}'`;
}
