import { typed } from '../../deployments/template/outputs.ts';
import type { Plan, Planned } from '../../deployments/template/planned.ts';
import type { Value } from '../../deployments/value.ts';
import type { Deployment } from '../../world/deployments.ts';
import { digest, preciseTime } from '../../world/identifiers.ts';
import { deploymentType } from './place.ts';

/** `PT28.1663287S`, `PT1H2M3S`: a duration as .NET writes it. */
export function duration(milliseconds: number): string {
  const whole = Math.max(0, milliseconds) / 1000;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const seconds = Number((whole % 60).toFixed(7));
  const rest = seconds === 0 && (hours > 0 || minutes > 0) ? '' : `${seconds}S`;
  return `PT${hours === 0 ? '' : `${hours}H`}${minutes === 0 ? '' : `${minutes}M`}${rest}`;
}

/** Digits that follow from the template. */
function templateHash(template: unknown): string {
  return digest('template', JSON.stringify(template)).readBigUInt64BE().toString();
}

interface Reference {
  readonly id: string;
  readonly resourceType: string;
  readonly resourceName: string;
}

const referenceOf = ({ id, type, name }: Pick<Planned, 'id' | 'type' | 'name'>): Reference => ({
  id,
  resourceType: type,
  resourceName: name,
});

/** The namespaces that a plan's resources are of, with their types and places (recorded: a place is null where there is none). */
function providersOf(plan: Plan): readonly object[] {
  const found = new Map<string, Map<string, Set<string | null>>>();
  for (const { type, source } of plan.resources) {
    const [namespace = '', ...rest] = type.split('/');
    const types = found.get(namespace) ?? new Map<string, Set<string | null>>();
    const location =
      typeof source['location'] === 'string' && !source['location'].startsWith('[') ? source['location'] : null;
    const places = types.get(rest.join('/')) ?? new Set<string | null>();
    types.set(rest.join('/'), places.add(location === null ? null : location.toLowerCase().replaceAll(' ', '')));
    found.set(namespace, types);
  }
  return [...found].map(([namespace, types]) => ({
    namespace,
    resourceTypes: [...types].map(([resourceType, locations]) => ({ resourceType, locations: [...locations] })),
  }));
}

function dependenciesOf(plan: Plan): readonly object[] {
  const byKey = new Map(plan.resources.map((each) => [each.key, each]));
  return plan.resources.flatMap((each) => {
    const dependsOn = each.needs.flatMap((key) => {
      const other = byKey.get(key);
      return other === undefined ? [] : [referenceOf(other)];
    });
    return dependsOn.length === 0 ? [] : [{ dependsOn, ...referenceOf(each) }];
  });
}

/** What of answers follows from the template alone. */
export function plannedParts(
  template: unknown,
  plan: Plan,
): Pick<Deployment, 'templateHash' | 'providers' | 'dependencies'> {
  return { templateHash: templateHash(template), providers: providersOf(plan), dependencies: dependenciesOf(plan) };
}

/** Parameters as answers show them. */
export function parametersBody(parameters: Deployment['parameters']): object {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { type, value }]) => [name, typed(type, value as Value)]),
  );
}

/** A deployment as it is read; the order of its properties as recorded. */
export function deploymentBody(deployment: Deployment, now: number): object {
  const { id, name, location, state, startedAt, endedAt, correlationId, outputs, outputResources, error } = deployment;
  return {
    id,
    name,
    type: deploymentType,
    ...(location === undefined ? {} : { location }),
    properties: {
      templateHash: deployment.templateHash,
      parameters: parametersBody(deployment.parameters),
      mode: 'Incremental',
      provisioningState: state,
      timestamp: preciseTime(endedAt ?? now),
      duration: duration((endedAt ?? now) - startedAt),
      correlationId,
      providers: deployment.providers,
      dependencies: deployment.dependencies,
      ...(outputs === undefined ? {} : { outputs }),
      ...(outputResources === undefined ? {} : { outputResources: outputResources.map((each) => ({ id: each })) }),
      ...(error === undefined ? {} : { error }),
    },
  };
}
