import { readTemplate, type Template } from '../../deployments/template/shape.ts';
import { TemplateError } from '../../deployments/template-error.ts';
import { held, isRecord, shownText, type Value, type ValueObject } from '../../deployments/value.ts';
import { regionNamed, regions } from '../../world/regions.ts';
import { bodyOf, type Call, param } from '../call.ts';
import { refusal } from '../refusal.ts';
import type { Place } from './place.ts';

/** What a request asks to have deployed. */
export interface Wish {
  readonly name: string;
  readonly place: Place;
  /** At the scope of a subscription. */
  readonly location?: string;
  readonly template: Value;
  readonly read: Template;
  readonly given: ValueObject;
}

/** A bad template, in Azure's words around the engine's (recorded: what is wrong stands in quotes, its place in `additionalInfo`). */
function invalidTemplate(error: TemplateError): Error {
  const [, line = '0', column = '0'] = /at line '(\d+)' and column '(\d+)'/.exec(error.message) ?? [];
  const info = { lineNumber: Number(line), linePosition: Number(column), path: '' };
  return refusal(400, 'InvalidTemplate', `Deployment template validation failed: '${error.message}'.`, {
    additionalInfo: [{ type: 'TemplateViolation', info }],
  });
}

/** Gives what the engine gives; what it refuses becomes ARM's refusal. */
export function withEngine<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TemplateError) throw invalidTemplate(error);
    throw error;
  }
}

/** The most characters of a name. */
const longestName = 64;

function checkName(name: string): void {
  if (name.length > longestName)
    throw refusal(
      400,
      'InvalidDeployment',
      `The provided deployment name '${name}' has a length of '${name.length}' which exceeds the maximum length of '${longestName}'. Please see https://aka.ms/arm-deployment-subscription for usage details.`,
    );
  if (!/^[-\w._()]+$/.test(name))
    throw refusal(
      400,
      'InvalidDeploymentName',
      `The provided deployment name '${name}' is not valid. Please see https://aka.ms/arm-deploy for usage details.`,
    );
}

function locationOf(body: ValueObject, name: string, place: Place): string | undefined {
  const location = held(body, 'location') ?? null;
  if (place.group !== undefined) {
    if (location === null) return undefined;
    throw refusal(
      400,
      'InvalidDeployment',
      `The 'location' property is not allowed for '${name}' at resource group scope. Please see https://aka.ms/arm-deploy for usage details.`,
    );
  }
  if (typeof location !== 'string' || location === '')
    throw refusal(
      400,
      'InvalidDeployment',
      `The 'location' property must be specified for '${name}'. Please see https://aka.ms/arm-deployment-subscription for usage details.`,
    );
  const region = regionNamed(location);
  if (region === undefined)
    throw refusal(
      400,
      'LocationNotAvailableForDeployment',
      `The provided location '${location}' is not available for deployment. List of available regions is '${regions.map((each) => each.name).join(',')}'.`,
    );
  return region.name;
}

const known = new Set([
  'template',
  'parameters',
  'mode',
  'whatifsettings',
  'debugsetting',
  'expressionevaluationoptions',
  'onerrordeployment',
  'validationlevel',
  'externalinputs',
  'externalinputdefinitions',
]);

function invalidContent(message: string): Error {
  return refusal(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${message}'.`,
  );
}

function checkProperties(properties: ValueObject): void {
  const link = held(properties, 'templateLink') ?? held(properties, 'parametersLink');
  if (link !== undefined && link !== null)
    throw refusal(
      400,
      'InvalidContentLink',
      `Unable to download deployment content from '${shownText(held(link, 'uri') ?? held(link, 'id'))}'. The tracking Id is not available. Please see https://aka.ms/arm-deploy for usage details.`,
    );
  for (const name of Object.keys(properties))
    if (!known.has(name.toLowerCase()) && properties[name] !== null && !/^(templateLink|parametersLink)$/i.test(name))
      throw invalidContent(
        `Could not find member '${name}' on object of type 'DeploymentPropertiesDefinition'. Path 'properties.${name}'.`,
      );
  const mode = shownText(held(properties, 'mode') ?? '');
  if (mode.toLowerCase() === 'incremental') return;
  // As quoted in Azure/azure-rest-api-specs#43400 for subscriptions. Groups have this mode in Azure; here none has.
  throw refusal(
    400,
    'InvalidDeployment',
    mode === ''
      ? "The 'mode' property must be specified."
      : `Specified deployment mode '${mode}' is not supported for deployment at the current scope. Please see https://aka.ms/deployment-modes for usage details.`,
  );
}

/** Reads what a request asks for; the template's shape is checked, nothing is evaluated. */
export function wishOf(call: Call, place: Place): Wish {
  const name = param(call, 'deployment');
  checkName(name);
  const body = bodyOf(call) as ValueObject;
  const location = locationOf(body, name, place);
  const properties = held(body, 'properties');
  if (!isRecord(properties)) throw invalidContent("Required property 'properties' not found in JSON. Path ''.");
  checkProperties(properties);
  const template = held(properties, 'template');
  if (template === undefined)
    throw refusal(
      400,
      'InvalidTemplate',
      "The template is missing: 'properties.template' or 'properties.templateLink' must be specified.",
    );
  const parameters = held(properties, 'parameters') ?? {};
  if (!isRecord(parameters)) throw invalidContent("'properties.parameters' must be an object.");
  // Some hand over the whole parameters file.
  const inner = held(parameters, 'contentVersion') === undefined ? undefined : held(parameters, 'parameters');
  return {
    name,
    place,
    ...(location === undefined ? {} : { location }),
    template,
    read: withEngine(() => readTemplate(template)),
    given: isRecord(inner) ? inner : parameters,
  };
}
