import { evaluate } from '../expression/evaluate.ts';
import type { Frame } from '../expression/frame.ts';
import { TemplateError } from '../template-error.ts';
import { held, isList, isRecord, isSame, kindOf, omitted, shownText, type Value, type ValueObject } from '../value.ts';

const names: Readonly<Record<string, string>> = {
  string: 'String, Uri',
  securestring: 'String, Uri',
  int: 'Integer',
  bool: 'Boolean',
  array: 'Array',
  object: 'Object',
  secureobject: 'Object',
};

/** The types of values as answers write them. */
export const typeTitles: Readonly<Record<string, string>> = {
  string: 'String',
  securestring: 'SecureString',
  int: 'Int',
  bool: 'Bool',
  array: 'Array',
  object: 'Object',
  secureobject: 'SecureObject',
};

const page = 'Please see https://aka.ms/arm-syntax-parameters for usage details.';
const filePage = 'Please see https://aka.ms/arm-create-parameter-file for usage details.';

/** What a value is checked for: the name by which errors call it, and the types that schemas may refer to. */
export interface Checked {
  /** `template parameter`, `template output`. */
  readonly what: string;
  readonly definitions: ValueObject;
}

/** A schema with what it refers to. What stands beside `$ref` wins. */
export function resolvedSchema(
  schema: ValueObject,
  { definitions }: Checked,
  seen: readonly string[] = [],
): ValueObject {
  const reference = held(schema, '$ref');
  if (reference === undefined) return schema;
  const name = /^#\/definitions\/(.+)$/.exec(shownText(reference))?.[1] ?? '';
  const found = held(definitions, decodeURIComponent(name));
  if (!isRecord(found) || seen.includes(name))
    throw new TemplateError(
      `Invalid reference encountered at '$ref'. '${shownText(reference)}' not found in template. ${page}`,
    );
  const rest = omitted(schema, '$ref');
  return { ...resolvedSchema(found, { what: '', definitions }, [...seen, name]), ...rest };
}

function refused(checked: Checked, path: string, why: string): TemplateError {
  return new TemplateError(`The provided value for the ${checked.what} '${path}' is not valid. ${why}`);
}

function checkLimits(value: Value, schema: ValueObject, path: string, checked: Checked): void {
  const size = typeof value === 'string' || isList(value) ? value.length : undefined;
  const limit = (name: string): number | undefined => {
    const found = held(schema, name);
    return typeof found === 'number' ? found : undefined;
  };
  const rules: readonly (readonly [string, number | undefined, boolean, string])[] = [
    ['minLength', size, true, 'Length of the value'],
    ['maxLength', size, false, 'Length of the value'],
    ['minValue', typeof value === 'number' ? value : undefined, true, 'Value'],
    ['maxValue', typeof value === 'number' ? value : undefined, false, 'Value'],
  ];
  for (const [name, measured, atLeast, what] of rules) {
    const bound = limit(name);
    if (bound === undefined || measured === undefined || (atLeast ? measured >= bound : measured <= bound)) continue;
    throw refused(
      checked,
      path,
      `${what} should be ${atLeast ? 'greater' : 'less'} than or equal to '${bound}'. ${page}`,
    );
  }
}

function checkObject(value: ValueObject, schema: ValueObject, path: string, checked: Checked): void {
  const properties = held(schema, 'properties');
  const own = isRecord(properties) ? properties : {};
  for (const [name, raw] of Object.entries(own)) {
    if (!isRecord(raw)) continue;
    const property = resolvedSchema(raw, checked);
    const given = held(value, name) ?? null;
    if (given === null && held(property, 'nullable') !== true)
      throw refused(
        checked,
        path,
        `A non-null value for the property '${name}' must be provided, but the property was null or missing. ${page}`,
      );
    checkValue(given, property, `${path}.${name}`, checked);
  }
  const others = Object.keys(value).filter((name) => held(own, name) === undefined);
  const more = held(schema, 'additionalProperties');
  if (more === false && others.length > 0)
    throw refused(
      checked,
      path,
      `The object does not allow values with properties not defined in the schema, but the following unknown properties were present: [${others.map((each) => `'${each}'`).join(', ')}]. ${page}`,
    );
  if (isRecord(more))
    for (const name of others) checkValue(held(value, name) ?? null, more, `${path}.${name}`, checked);
}

/** The object's own variant, where its schema has several. */
function variantOf(value: ValueObject, schema: ValueObject, path: string, checked: Checked): ValueObject | undefined {
  const discriminator = held(schema, 'discriminator');
  if (!isRecord(discriminator)) return undefined;
  const name = shownText(held(discriminator, 'propertyName'));
  const mapping = held(discriminator, 'mapping');
  const variant = isRecord(mapping) ? held(mapping, shownText(held(value, name))) : undefined;
  if (isRecord(variant)) return resolvedSchema(variant, checked);
  throw refused(
    checked,
    path,
    `The value of the discriminator property '${name}' is not one of the allowed ones. ${page}`,
  );
}

/**
 * Checks a value against a schema of the template language.
 * @throws TemplateError in the engine's words, with the path of what is wrong.
 */
export function checkValue(value: Value, raw: ValueObject, path: string, checked: Checked): void {
  const schema = resolvedSchema(raw, checked);
  const type = shownText(held(schema, 'type') ?? '').toLowerCase();
  const expected = names[type];
  const nullable = held(schema, 'nullable') === true;
  if (value === null && nullable) return;
  if (expected !== undefined && !expected.split(', ').includes(kindOf(value)))
    throw refused(
      checked,
      path,
      `Expected a value of type '${expected}${nullable ? ', Null' : ''}', but received a value of type '${kindOf(value)}'. ${filePage}`,
    );
  const allowed = held(schema, 'allowedValues');
  if (isList(allowed)) {
    const among = (each: Value): boolean => allowed.some((one) => isSame(one, each));
    if (!(among(value) || (isList(value) && value.every(among))))
      throw refused(
        checked,
        path,
        `The value '${shownText(value)}' is not part of the allowed value(s): '${allowed.map(shownText).join(',')}'.`,
      );
  }
  checkLimits(value, schema, path, checked);
  if (isList(value)) {
    const items = held(schema, 'items');
    const first = held(schema, 'prefixItems');
    const prefix = isList(first) ? first : [];
    for (const [at, each] of value.entries()) {
      const rule = prefix[at] ?? items;
      if (isRecord(rule)) checkValue(each, rule, `${path}[${at}]`, checked);
    }
  }
  if (isRecord(value)) checkObject(value, { ...schema, ...variantOf(value, schema, path, checked) }, path, checked);
}

/** The type that a declaration has, in lower case; what no template knows is refused. */
export function declaredType(declaration: ValueObject, checked: Checked): string {
  const type = shownText(held(resolvedSchema(declaration, checked), 'type') ?? '').toLowerCase();
  if (names[type] !== undefined) return type;
  throw new TemplateError(
    `The template ${checked.what} type '${type}' is not valid. Supported types are '${Object.values(typeTitles).join(',')}'. ${page}`,
  );
}

/** A declared default, evaluated; undefined when there is none. */
export function defaultOf(declaration: ValueObject, frame: Frame): Value | undefined {
  const value = held(declaration, 'defaultValue');
  return value === undefined ? undefined : evaluate(value, frame);
}
