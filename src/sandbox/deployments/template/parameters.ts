import type { Frame } from '../expression/frame.ts';
import { TemplateError } from '../template-error.ts';
import { held, heldName, isRecord, shownText, type Value, type ValueObject } from '../value.ts';
import type { Template } from './shape.ts';
import { whereIs } from './shape.ts';
import { type Checked, checkValue, declaredType, defaultOf, resolvedSchema } from './types.ts';

/** The value of a parameter and its type in lower case. */
interface Parameter {
  readonly type: string;
  readonly value: Value;
}

export type Parameters = Readonly<Record<string, Parameter>>;

const filePage = 'Please see https://aka.ms/arm-create-parameter-file for usage details.';

function refuseUnknown(template: Template, given: ValueObject): void {
  const unknown = Object.keys(given).filter((name) => held(template.parameters, name) === undefined);
  if (unknown.length === 0) return;
  throw new TemplateError(
    `The following parameters were supplied, but do not correspond to any parameters defined in the template: '${unknown.join(', ')}'. The parameters defined in the template are: '${Object.keys(template.parameters).join(', ')}'. Please see https://aka.ms/arm-pass-parameter-values for usage details.`,
  );
}

/** The value that was given; references to secrets are of a service that isn't here. */
function givenValue(given: ValueObject, name: string): Value | undefined {
  const entry = held(given, name);
  if (entry === undefined) return undefined;
  const vault = held(held(held(entry, 'reference') ?? null, 'keyVault') ?? null, 'id');
  if (vault !== undefined)
    throw new TemplateError(
      `The specified KeyVault '${shownText(vault)}' could not be found. Please see https://aka.ms/arm-keyvault for usage details.`,
    );
  if (isRecord(entry) && heldName(entry, 'value') !== undefined) return held(entry, 'value') ?? null;
  throw new TemplateError(`The value for the template parameter '${name}' is not provided. ${filePage}`);
}

/**
 * Values for the parameters of a template: what was given (literally), else the defaults, which may ask for other parameters.
 * @throws TemplateError
 */
export function parameterValues(
  template: Template,
  given: ValueObject,
  frameFor: (parameters: (name: string) => Value) => Frame,
): Parameters {
  refuseUnknown(template, given);
  const checked: Checked = { what: 'template parameter', definitions: template.definitions };
  const values = new Map<string, Value>();
  const asking: string[] = [];
  const valueOf = (wanted: string): Value => {
    const name = heldName(template.parameters, wanted);
    const declaration = name === undefined ? undefined : template.parameters[name];
    if (name === undefined || !isRecord(declaration))
      throw new TemplateError(
        `The template parameter '${wanted}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.`,
      );
    const known = values.get(name);
    if (known !== undefined) return known;
    if (asking.includes(name))
      throw new TemplateError(
        `The '${name}' symbol's definition cycles back to itself (${[...asking, name].join(' -> ')}).`,
      );
    asking.push(name);
    const explicit = givenValue(given, name);
    const nullable = held(resolvedSchema(declaration, checked), 'nullable') === true;
    const value = explicit ?? defaultOf(declaration, frame) ?? null;
    declaredType(declaration, checked);
    if (value === null && !nullable)
      throw new TemplateError(
        `The value for the template parameter '${name}' ${whereIs(declaration)} is not provided. ${filePage}`,
      );
    checkValue(value, declaration, name, checked);
    asking.pop();
    values.set(name, value);
    return value;
  };
  const frame = frameFor(valueOf);
  return Object.fromEntries(
    Object.entries(template.parameters).map(([name, declaration]) => [
      name,
      { type: declaredType(isRecord(declaration) ? declaration : {}, checked), value: valueOf(name) },
    ]),
  );
}
