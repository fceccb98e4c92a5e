import { positionOf } from '../lenient-json.ts';
import { TemplateError } from '../template-error.ts';
import { isList, isRecord, shownText, type Value, type ValueObject } from '../value.ts';

/** A resource as it stands in a template; with its symbolic name where the template has them. */
export interface Entry {
  readonly symbol?: string;
  /** Where it stands: `resources[2]`. */
  readonly path: string;
  readonly source: ValueObject;
}

/** A template, its shape checked. */
export interface Template {
  readonly source: ValueObject;
  /** Whether its language version is 2: resources have symbolic names. */
  readonly symbolic: boolean;
  readonly parameters: ValueObject;
  readonly definitions: ValueObject;
  readonly variables: ValueObject;
  readonly functions: readonly ValueObject[];
  readonly entries: readonly Entry[];
  readonly outputs: ValueObject;
}

/** A text in an error where a resource stands: `at line '3' and column '5'`. */
export function whereIs(value: unknown): string {
  const { line, column } = positionOf(value);
  return `at line '${line}' and column '${column}'`;
}

const members = {
  Template: [
    '$schema',
    'contentversion',
    'languageversion',
    'apiprofile',
    'metadata',
    'definitions',
    'functions',
    'parameters',
    'variables',
    'resources',
    'outputs',
  ],
  TemplateResource: [
    'type',
    'apiversion',
    'name',
    'location',
    'tags',
    'identity',
    'properties',
    'condition',
    'copy',
    'dependson',
    'existing',
    'scope',
    'resourcegroup',
    'subscriptionid',
    'comments',
    'metadata',
    'kind',
    'sku',
    'plan',
    'zones',
    'managedby',
    'extendedlocation',
    'resources',
  ],
} as const;

/** What isn't known is refused, as Azure's reader does. */
function refuseUnknown(kind: keyof typeof members, value: ValueObject, path: string): void {
  const known: readonly string[] = members[kind];
  for (const name of Object.keys(value))
    if (!known.includes(name.toLowerCase()))
      throw new TemplateError(
        `Template deserialization error: Could not find member '${name}' on object of type '${kind}'. Path '${path}${name}' ${whereIs(value)}.`,
      );
}

function member(source: ValueObject, wanted: string): Value | undefined {
  const name = Object.keys(source).find((each) => each.toLowerCase() === wanted.toLowerCase());
  return name === undefined ? undefined : source[name];
}

function section(source: ValueObject, name: string): ValueObject {
  const value = member(source, name);
  if (value === undefined || value === null) return {};
  if (isRecord(value)) return value;
  throw new TemplateError(`The template '${name}' section is not valid: an object is expected.`);
}

/** Children that stand within their parent have types and names relative to it. */
function withChildren(entry: Entry): Entry[] {
  const { source, path } = entry;
  refuseUnknown('TemplateResource', source, `${path}.`);
  const children = member(source, 'resources');
  if (children === undefined || children === null) return [entry];
  if (!isList(children))
    throw new TemplateError(`The template resource at '${path}' is not valid: 'resources' must be a list.`);
  const { type, name } = source;
  const nested = children.filter(isRecord).flatMap((child, at) => {
    const whole = {
      ...child,
      type: `${shownText(type)}/${shownText(child['type'])}`,
      name: joinedName(name ?? '', child['name'] ?? ''),
    };
    return withChildren({ source: whole, path: `${path}.resources[${at}]` });
  });
  return [entry, ...nested];
}

function expressionOf(value: Value): string {
  const text = shownText(value);
  return text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : `'${text.replaceAll("'", "''")}'`;
}

function joinedName(parent: Value, child: Value): string {
  return `[format('{0}/{1}', ${expressionOf(parent)}, ${expressionOf(child)})]`;
}

function entriesOf(source: ValueObject): Entry[] {
  const resources = member(source, 'resources');
  if (resources === undefined || resources === null) return [];
  if (isList(resources))
    return resources.flatMap((each, at) => {
      if (!isRecord(each))
        throw new TemplateError(`The template resource 'resources[${at}]' is not valid: an object is expected.`);
      return withChildren({ source: each, path: `resources[${at}]` });
    });
  if (isRecord(resources))
    return Object.entries(resources).flatMap(([symbol, each]) => {
      if (!isRecord(each))
        throw new TemplateError(`The template resource '${symbol}' is not valid: an object is expected.`);
      refuseUnknown('TemplateResource', each, `resources.${symbol}.`);
      return [{ symbol, path: `resources.${symbol}`, source: each }];
    });
  throw new TemplateError("The template 'resources' section is not valid: a list or an object is expected.");
}

const most = { parameters: 256, variables: 512, outputs: 64 } as const;

function refuseTooMany(template: Template): void {
  for (const name of ['parameters', 'variables', 'outputs'] as const) {
    const count = Object.keys(template[name]).length;
    if (count > most[name])
      throw new TemplateError(
        `The template ${name} limit exceeded. Limit: '${most[name]}' and actual: '${count}'. Please see https://aka.ms/arm-syntax for usage details.`,
      );
  }
}

/** Bicep writes `2.1-experimental` where one of its experimental features is on, as for `bicep deploy` (tried with 0.49.2). */
const languageVersions = /^[12]\.\d+(-experimental)?$/;

const schemas =
  /\/(?:subscriptionDeploymentTemplate|deploymentTemplate|deploymentParameters|managementGroupDeploymentTemplate|tenantDeploymentTemplate)\.json#?$/i;

/**
 * Reads a template; refuses what the language doesn't have.
 * @throws TemplateError
 */
export function readTemplate(source: Value | undefined): Template {
  if (!isRecord(source))
    throw new TemplateError("The template is not valid: an object is expected at 'properties.template'.");
  refuseUnknown('Template', source, '');
  const schema = member(source, '$schema');
  if (typeof schema !== 'string' || !schemas.test(schema))
    throw new TemplateError(
      `Template schema '${typeof schema === 'string' ? schema : ''}' is not supported. Supported versions are '2014-04-01-preview,2015-01-01,2018-05-01,2019-04-01,2019-08-01'. Please see https://aka.ms/arm-syntax for usage details.`,
    );
  if (typeof member(source, 'contentVersion') !== 'string')
    throw new TemplateError(
      'The template contentVersion property is missing. Please see https://aka.ms/arm-syntax for usage details.',
    );
  const version = member(source, 'languageVersion');
  if (version !== undefined && !languageVersions.test(shownText(version)))
    throw new TemplateError(`The template language version '${shownText(version)}' is not recognized.`);
  const functions = member(source, 'functions') ?? [];
  const template = {
    source,
    symbolic: version !== undefined && shownText(version).startsWith('2'),
    parameters: section(source, 'parameters'),
    definitions: section(source, 'definitions'),
    variables: section(source, 'variables'),
    functions: isList(functions) ? functions.filter(isRecord) : [],
    entries: entriesOf(source),
    outputs: section(source, 'outputs'),
  };
  refuseTooMany(template);
  return template;
}
