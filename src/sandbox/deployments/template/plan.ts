import { evaluate } from '../expression/evaluate.ts';
import type { Frame, Special } from '../expression/frame.ts';
import { TemplateError } from '../template-error.ts';
import { held, isRecord, shownText, type Value, type ValueObject } from '../value.ts';
import { bareFrame, checkVariables, type Drawing, drawingFunctions, templateFrame, withFunctions } from './frames.ts';
import type { Home } from './home.ts';
import { type Instance, instancesOf } from './instances.ts';
import { ordered } from './order.ts';
import { type Parameters, parameterValues } from './parameters.ts';
import type { Plan, Planned } from './planned.ts';
import { readTemplate, type Template } from './shape.ts';

/** The most resources of a template, copies included (Microsoft's page "Template limits"). */
const mostResources = 800;

/** Values for the parameters of a template, as a deployment begins. */
export function resolveParameters(template: Template, given: ValueObject, home: Home, drawing: Drawing): Parameters {
  return parameterValues(template, given, (parameters) =>
    withFunctions(templateFrame(template, bareFrame(home), parameters), drawingFunctions(drawing)),
  );
}

/** `resourceInfo('symbol')`: what is known of a resource before it is deployed. */
function infoFunction(instances: () => readonly Instance[]): Special {
  return ([symbol]) => {
    const found = instances().find((each) => each.symbol?.toLowerCase() === shownText(symbol).toLowerCase());
    if (found === undefined)
      throw new TemplateError(
        `The resource '${shownText(symbol)}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
      );
    const { id, name, type, apiVersion } = found;
    return { id, name, type, apiVersion };
  };
}

function checkFunctions(template: Template): void {
  if (
    !template.functions.every((each) => typeof held(each, 'namespace') === 'string' && isRecord(held(each, 'members')))
  )
    throw new TemplateError('The template functions section is not valid: each entry needs a namespace and members.');
}

function planOf(template: Template, parameters: Parameters, home: Home): Plan {
  checkFunctions(template);
  const valueOf = (name: string): Value => {
    const found = Object.keys(parameters).find((each) => each.toLowerCase() === name.toLowerCase());
    if (found === undefined)
      throw new TemplateError(
        `The template parameter '${name}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.`,
      );
    return parameters[found]?.value ?? null;
  };
  const known: Instance[] = [];
  const info: readonly (readonly [string, Special])[] = template.symbolic
    ? [['resourceinfo', infoFunction(() => known)]]
    : [];
  const frame: Frame = templateFrame(template, withFunctions(bareFrame(home), info), valueOf);
  checkVariables(template, frame);
  for (const entry of template.entries) known.push(...instancesOf(entry, frame, home));
  if (known.length > mostResources)
    throw new TemplateError(
      `The number of template resources limit exceeded. Limit: '${mostResources}' and actual: '${known.length}'. Please see https://aka.ms/arm-syntax for usage details.`,
    );
  const names = template.entries.flatMap(({ symbol, source }) => {
    const copy = held(source, 'copy');
    return [symbol ?? '', isRecord(copy) ? shownText(evaluate(held(copy, 'name') ?? '', frame)) : ''];
  });
  const left = known
    .filter((each) => !each.deployed)
    .map(({ deployed: _deployed, loop: _loop, ...each }): Planned => ({ ...each, needs: [] }));
  return { template, home, parameters, frame, resources: ordered(known, names), left };
}

/** A template with what it is deployed with. */
export interface Deployable {
  readonly template: Value;
  readonly parameters: Parameters;
}

/**
 * What a template comes to: its resources, after loops and conditions, and which waits for which.
 * @throws TemplateError
 */
export function planTemplate({ template, parameters }: Deployable, home: Home): Plan {
  return planOf(readTemplate(template), parameters, home);
}
