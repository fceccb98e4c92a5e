import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { dev, roleId } from '../addresses.ts';
import { type Bench, bench } from '../bench.ts';

interface Listed {
  readonly code: string;
  readonly target: string;
  readonly additionalInfo: readonly [{ readonly type: string }];
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly details: readonly [Listed, ...Listed[]];
  readonly additionalInfo: readonly object[];
}

interface Properties {
  readonly provisioningState: string;
  readonly duration: string;
  readonly timestamp: string;
  readonly parameters: object;
  readonly outputs: Readonly<Record<'where', { readonly value: unknown }>>;
  readonly outputResources: readonly { readonly id: string }[];
  readonly validatedResources: readonly { readonly id: string }[];
  readonly error: Failure;
  readonly changes: readonly {
    readonly changeType: string;
    readonly resourceId: string;
    readonly delta: readonly object[];
  }[];
  readonly provisioningOperation: string;
  readonly statusCode: string;
  readonly request: unknown;
  readonly targetResource: { readonly id: string; readonly resourceName: string; readonly symbolicName: string };
}

/** Whatever answers may have: tests look into them, and expectations say what is really there. */
interface Shown {
  readonly value: readonly [Shown, Shown, ...Shown[]];
  readonly properties: Properties;
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly status: string;
  readonly operationId: string;
  readonly template: object;
  readonly error: Failure;
}

/** An answer, its body open to be looked into. */
interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Shown;
}

const version = 'api-version=2024-07-01';
export const at = (name: string, scope: string = dev): string =>
  `${scope}/providers/Microsoft.Resources/deployments/${name}`;

const schema = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#';

/** A template for a subscription, or whatever scope it is sent to. */
export function template(resources: readonly object[] | object, more: object = {}): object {
  return { $schema: schema, contentVersion: '1.0.0.0', resources, ...more };
}

export const group = (name: string, location = 'westeurope', more: object = {}): object => ({
  type: 'Microsoft.Resources/resourceGroups',
  apiVersion: '2021-04-01',
  name,
  location,
  ...more,
});

export const twins = (name: string, location = 'westeurope', more: object = {}): object => ({
  type: 'Microsoft.DigitalTwins/digitalTwinsInstances',
  apiVersion: '2023-01-31',
  name,
  location,
  properties: {},
  ...more,
});

/** A deployment within a group of its parent's subscription. */
export const nested = (name: string, groupName: string, inner: object, more: object = {}): object => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2021-04-01',
  name,
  resourceGroup: groupName,
  properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: inner },
  dependsOn: [groupName],
  ...more,
});

export const role = (name: string, instanceName: string, principalId: string = contoso.bea): object => ({
  type: 'Microsoft.Authorization/roleAssignments',
  apiVersion: '2022-04-01',
  name,
  scope: `Microsoft.DigitalTwins/digitalTwinsInstances/${instanceName}`,
  properties: { roleDefinitionId: roleId('bcd981a7-7f74-457b-83e1-cceb9e632ffe'), principalId, principalType: 'User' },
  dependsOn: [`Microsoft.DigitalTwins/digitalTwinsInstances/${instanceName}`],
});

/** A site: its group, and in it its instance. */
export const site = (name: string, location = 'westeurope'): readonly object[] => [
  group(`rg-${name}`, location),
  nested(`in-${name}`, `rg-${name}`, template([twins(name, location)])),
];

export interface Scene {
  readonly made: Bench;
  send(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Seen>;
  put(name: string, what: object, more?: { location?: string | null; parameters?: object }): Promise<Seen>;
  get(name: string): Promise<Seen>;
  /** Lets time pass until a deployment is over, and gives it. */
  ended(name: string): Promise<Seen>;
}

/** A sandbox with deployments, and whoever deploys (Ana). */
export function scene(options: Parameters<typeof bench>[0] & { as?: string } = {}): Scene {
  const made = bench(options);
  const send = (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Seen> =>
    made.ask(method, path.includes('api-version') ? path : `${path}${path.includes('?') ? '&' : '?'}${version}`, {
      ...(body === undefined ? {} : { body }),
      headers,
      ...(options.as === undefined ? {} : { as: options.as }),
    }) as unknown as Promise<Seen>;
  const get = (name: string): Promise<Seen> => send('GET', at(name));
  return {
    made,
    send,
    get,
    put: (name, what, { location = 'westeurope', parameters = {} } = {}) =>
      send('PUT', at(name), {
        ...(location === null ? {} : { location }),
        properties: { mode: 'Incremental', template: what, parameters },
      }),
    async ended(name) {
      for (;;) {
        const seen = await get(name);
        if (/^(Succeeded|Failed|Canceled)$/.test(seen.body.properties.provisioningState)) return seen;
        made.pass(1);
      }
    },
  };
}
