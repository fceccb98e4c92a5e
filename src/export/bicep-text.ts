import type { Content } from '../domain/kind.ts';
import { escapeUnseen } from '../text/escape.ts';

const short: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' };

/** A value as text in Bicep: nothing in it can end the text, begin an expression, or hide ("Data types in Bicep", Strings). */
export function bicepText(value: string): string {
  const quoted = value.replaceAll(/\\|'|\$(?=\{)/g, String.raw`\$&`);
  return `'${escapeUnseen(quoted, (codePoint) => short[codePoint] ?? `\\u{${codePoint.toString(16)}}`)}'`;
}

/** Property names stand bare wherever they can: the linter warns otherwise (prefer-unquoted-property-names). */
function keyText(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !/^(true|false|null)$/.test(key) ? key : bicepText(key);
}

/** An id of something that belongs to the whole subscription: the file then holds for any subscription. */
const inSubscription = /^\/subscriptions\/[^/]+\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i;

/** The formatter breaks lines that are longer than this. */
const widest = 120;

function call(name: string, values: readonly string[], indent: string, before: string): string {
  const line = `${name}(${values.join(', ')})`;
  if (before.length + line.length <= widest) return line;
  return [`${name}(`, values.map((each) => `${indent}  ${each}`).join(',\n'), `${indent})`].join('\n');
}

/** How values are written: where every text stands for itself, and none is the id of something else. */
interface Writing {
  readonly literal: boolean;
}

/** What an expression that stands behind `before` on its line is; over several lines from an indentation on. */
function expression(value: unknown, indent: string, before: string, writing: Writing): string {
  if (typeof value === 'string') {
    const [, type, name] = (!writing.literal && inSubscription.exec(value)) || [];
    if (type === undefined || name === undefined) return bicepText(value);
    return call('subscriptionResourceId', [bicepText(type), bicepText(name)], indent, before);
  }
  if (Array.isArray(value)) {
    const items = value.map((each) => `${indent}  ${expression(each, `${indent}  `, `${indent}  `, writing)}`);
    return items.length === 0 ? '[]' : ['[', ...items, `${indent}]`].join('\n');
  }
  if (typeof value === 'object' && value !== null) {
    const lines = propertyLines(Object.entries(value), `${indent}  `, writing);
    return lines.length === 0 ? '{}' : ['{', ...lines, `${indent}}`].join('\n');
  }
  return String(value);
}

/** Any value as it is. */
export function bicepValue(value: unknown): string {
  return expression(value, '', '', { literal: true });
}

/** Hosts of Azure's clouds, as the linter knows them (bicepconfig.json of Azure/bicep, no-hardcoded-env-urls). */
const hosts =
  /management\.azure\.com|management\.core\.windows\.net|login\.(microsoftonline\.com|windows\.net|live\.com)|graph\.windows\.net|gallery\.azure\.com|trafficmanager\.net|vault\.azure\.net|database\.windows\.net|core\.windows\.net|azuredatalake(store|analytics)\.net|region\.asazure\.windows\.net|batch\.core\.windows\.net|datalake\.azure\.net|aadcdn\.msftauth\.net|vault\.usgovcloudapi\.net/i;

/** Properties, one below the other; what there is nothing of is left out. */
export function propertyLines(
  entries: readonly (readonly [string, unknown])[],
  indent: string,
  { literal }: Writing = { literal: false },
): readonly string[] {
  return entries
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) => {
      const name = `${indent}${keyText(key)}: `;
      const line = `${name}${expression(value, indent, name, { literal: literal || key === 'tags' })}`;
      const isHost = typeof value === 'string' && hosts.test(value);
      return isHost ? [`${indent}#disable-next-line no-hardcoded-env-urls`, line] : [line];
    });
}

/** The properties of a resource in the order in which Bicep's own examples have them; no tags where there are none. */
export function contentEntries({ location, tags = {}, identity, properties }: Content): readonly [string, unknown][] {
  return [
    ['location', location],
    ['tags', Object.keys(tags).length === 0 ? undefined : tags],
    ['identity', identity],
    ['properties', properties],
  ];
}

/** Sections with one empty line between them, and a line break at the end. */
export function fileText(sections: readonly (readonly string[])[]): string {
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
