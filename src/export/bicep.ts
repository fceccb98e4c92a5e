import { instanceType, instanceVersion } from '../domain/instance.ts';
import type { Content } from '../domain/kind.ts';
import { sameName, typeIn } from '../domain/names.ts';
import { apiVersionOf, contentOf, type Resource, scopeOf, typeOf, wordFor } from '../domain/resource.ts';
import type { Argv } from '../text/argv.ts';
import { unseen } from '../text/safe.ts';

/** A value as text in Bicep: nothing in it can end the text, begin an expression, or hide. */
function bicepText(value: string): string {
  const quoted = value.replaceAll(/\\|'|\$(?=\{)/g, String.raw`\$&`);
  return `'${quoted.replaceAll(unseen, (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`)}'`;
}

/** An id of something that belongs to the whole subscription: the file then holds for any subscription. */
const inSubscription = /^\/subscriptions\/[^/]+\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i;

function keyText(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : bicepText(key);
}

/** A value as an expression in Bicep, over several lines from an indentation on. */
function expression(value: unknown, indent: string): string {
  if (typeof value === 'string') {
    const [, type, name] = inSubscription.exec(value) ?? [];
    if (type === undefined || name === undefined) return bicepText(value);
    return `subscriptionResourceId(${bicepText(type)}, ${bicepText(name)})`;
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? '[]'
      : block(
          '[',
          value.map((each) => expression(each, `${indent}  `)),
          ']',
          indent,
        );
  }
  if (typeof value === 'object' && value !== null) return object(Object.entries(value), indent);
  return String(value);
}

function object(entries: readonly (readonly [string, unknown])[], indent: string, isTags = false): string {
  const lines = entries
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${isTags ? bicepText(key) : keyText(key)}: ${expression(value, `${indent}  `)}`);
  return lines.length === 0 ? '{}' : block('{', lines, '}', indent);
}

function block(open: string, lines: readonly string[], close: string, indent: string): string {
  return [open, ...lines.map((line) => `${indent}  ${line}`), `${indent}${close}`].join('\n');
}

/** The properties of a resource as lines; tags that there are none of are left out. */
function contentLines({ location, tags = {}, identity, properties }: Content): readonly string[] {
  const entries = Object.entries(tags);
  return [
    ...(location === undefined ? [] : [`  location: ${bicepText(location)}`]),
    ...(entries.length === 0 ? [] : [`  tags: ${object(entries, '  ', true)}`]),
    ...(identity === undefined ? [] : [`  identity: ${expression(identity, '  ')}`]),
    ...(properties === undefined ? [] : [`  properties: ${expression(properties, '  ')}`]),
  ];
}

/** The instance that a scope is, declared as one that exists. */
function existingInstance(scope: string): readonly string[] {
  if (!sameName(typeIn(scope), instanceType)) return [];
  const name = scope.split('/').at(-1) ?? '';
  return [`resource instance '${instanceType}@${instanceVersion}' existing = {`, `  name: ${bicepText(name)}`, '}', ''];
}

/**
 * The resource as a Bicep file, for the group or the subscription of its scope; undefined where Bicep has none (the service is
 * switched on by deploying an instance). A role assignment has the name that the wizard would give, so that both make one.
 */
export function bicep(resource: Resource): string | undefined {
  const content = contentOf(resource);
  if (content === undefined) return undefined;
  const scope = scopeOf(resource);
  const existing = existingInstance(scope);
  return [
    ...(isSubscription(scope) ? ["targetScope = 'subscription'", ''] : []),
    ...existing,
    `resource ${wordFor(resource)} '${typeOf(resource)}@${apiVersionOf(resource)}' = {`,
    ...(existing.length === 0 ? [] : ['  scope: instance']),
    `  name: ${bicepText(resource.id.split('/').at(-1) ?? '')}`,
    ...contentLines(content),
    '}',
  ].join('\n');
}

function isSubscription(scope: string): boolean {
  return scope.split('/').length === 3;
}

/** The command that deploys the Bicep file of a resource. `region` is where a deployment to a subscription is kept. */
export function deployCommand(resource: Resource, file: string, region: string): Argv {
  const [, , subscription = '', , group = ''] = scopeOf(resource).split('/');
  const where = isSubscription(scopeOf(resource))
    ? ['deployment', 'sub', 'create', '--location', region]
    : ['deployment', 'group', 'create', '--resource-group', group];
  return ['az', ...where, '--subscription', subscription, '--template-file', file];
}
