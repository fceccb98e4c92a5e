import { generateKeyPairSync } from 'node:crypto';
import { tokenKeys } from '../../src/sandbox/entra/tokens.ts';
import type { Reply } from '../../src/sandbox/exchange.ts';
import { answering } from '../../src/sandbox/host/answering.ts';
import type { Document } from '../../src/sandbox/host/document.ts';
import { redacted } from '../../src/sandbox/host/traffic.ts';
import { serialized } from '../../src/sandbox/host/wire.ts';
import { crowded, freshWorld, scenarioNamed } from '../../src/sandbox/scenarios.ts';
import { type Settings, settingsFrom } from '../../src/sandbox/settings.ts';
import { emptyGraph, type TwinsGraph } from '../../src/sandbox/twins/index.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { hashSecret } from '../../src/sandbox/world/identifiers.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { collect } from './conformance.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = tokenKeys(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'sealing');

export const origin = 'https://localhost:8443';
const arm = 'https://management.core.windows.net/';
export const twins = 'https://digitaltwins.azure.net';
export const clientSecret = 'not-a-secret';
export const cli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
export const dev = `/subscriptions/${contoso.dev}`;
export const roleOwner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';

/** A document without a file. */
function inMemory<T>(start: T): Document<T> {
  let value = start;
  return {
    head: () => value,
    durable: () => value,
    put(next) {
      value = next;
      return Promise.resolve();
    },
    quiet: () => Promise.resolve(),
  };
}

interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who asks: an object id, or `null` for no token. Default: Ana. */
  readonly as?: string | null;
  /** Default: what the address is for. */
  readonly audience?: string;
  readonly tenant?: string;
  readonly mfa?: boolean;
}

/** Whatever answers may have: tests look into them freely, and expectations say what is really there. */
export interface Body {
  readonly [index: number]: Body;
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly status: string;
  readonly managedBy: string;
  readonly tags: unknown;
  readonly nextLink: string | undefined;
  readonly '@odata.nextLink': string;
  readonly '@odata.type': string;
  readonly value: readonly Body[];
  /** An object in ARM's and Graph's errors, a word in Entra's. */
  readonly error: string & {
    readonly code: string;
    readonly message: string;
    readonly target: string;
    readonly additionalInfo: readonly { readonly type: string }[];
  };
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly properties: Properties;
  readonly systemData: { readonly createdAt: string };
  readonly identity: { readonly principalId: string };
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly nameAvailable: boolean;
  readonly reason: string;
  readonly registrationState: string;
  readonly resourceTypes: readonly { readonly resourceType: string; readonly locations: readonly string[] }[];
  readonly fieldRestrictions: readonly unknown[];
  readonly user_code: string;
  readonly device_code: string;
  readonly message: string;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly client_info: string;
  readonly scope: string;
  readonly keys: readonly unknown[];
  readonly tenant_discovery_endpoint: string;
  readonly authentication: { readonly loginEndpoint: string };
}

interface Properties {
  readonly provisioningState: string;
  readonly hostName: string | null;
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  readonly createdOn: string;
  readonly createdBy: string | null;
  readonly scope: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly roleEligibilityScheduleId: string;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** The sandbox without a socket, with a clock of its own. */
export interface Bench {
  now: number;
  world(): World;
  token(objectId: string, audience: string, more?: Readonly<Record<string, unknown>>): string;
  ask(method: string, address: string, asked?: Asked): Promise<Answer>;
  pass(seconds: number): void;
}

export function bench(options: { scenario?: string; settings?: Partial<Settings> } = {}): Bench {
  const scenario = scenarioNamed(options.scenario ?? 'owner');
  const graphs = new Map<string, Document<TwinsGraph>>();
  const of = (key: string): Document<TwinsGraph> => {
    const found = graphs.get(key) ?? inMemory(emptyGraph);
    graphs.set(key, found);
    return found;
  };
  const settings = settingsFrom(scenario.settings, options.settings ?? {});
  const world = inMemory(crowded(freshWorld(scenario, 'bench', hashSecret(clientSecret)), settings));
  const made: Bench = {
    now: Date.UTC(2026, 2, 2, 9, 0, 0),
    world: () => world.head(),
    token(objectId, audience, more = {}) {
      const object = world.head().directory[objectId];
      const app = object?.kind === 'servicePrincipal';
      const exp = Math.floor(made.now / 1000) + 3600;
      const who = app
        ? { appid: object.appId, idtyp: 'app' }
        : { idtyp: 'user', unique_name: object?.kind === 'user' ? object.userPrincipalName : objectId };
      return keys.sign({
        aud: audience,
        exp,
        oid: objectId,
        tid: object?.tenantId ?? contoso.tenant,
        acrs: ['p1'],
        ...who,
        ...more,
      });
    },
    pass(seconds) {
      made.now += seconds * 1000;
    },
    async ask(method, address, asked = {}) {
      const url = new URL(address.startsWith('/') ? origin + address : address);
      const audience =
        asked.audience ??
        (/\.api\.\w+\//.test(url.pathname)
          ? twins
          : url.pathname.startsWith('/v1.0/')
            ? 'https://graph.microsoft.com'
            : arm);
      const more = {
        ...(asked.tenant === undefined ? {} : { tid: asked.tenant }),
        ...(asked.mfa === false ? { acrs: [] } : {}),
      };
      const authorization =
        asked.as === null ? {} : { authorization: `Bearer ${made.token(asked.as ?? contoso.ana, audience, more)}` };
      const headers = {
        ...authorization,
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      };
      const path = url.pathname.replace(/\/{2,}/g, '/');
      const reply: Reply = await answer({ method, path, query: url.searchParams, headers, body: asked.body });
      const sent = serialized(reply, method);
      const responseBody = method === 'HEAD' ? undefined : reply.body;
      const parts = {
        time: new Date(made.now).toISOString(),
        method,
        url: url.href,
        requestHeaders: headers,
        requestBody: asked.body ?? null,
      };
      collect(
        redacted({
          ...parts,
          status: reply.status,
          responseHeaders: sent.headers,
          responseBody: responseBody ?? null,
          ms: 0,
        }),
      );
      const lower = Object.fromEntries(
        Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      return { status: reply.status, headers: lower, body: responseBody as Body };
    },
  };
  const answer = answering({
    world,
    graphs: { of, quiet: () => Promise.resolve() },
    keys,
    settings,
    clock: () => made.now,
    origin: () => origin,
  });
  return made;
}

/** The api-versions that Microsoft's clients of today send. */
export const v = {
  subscriptions: 'api-version=2016-06-01',
  resources: 'api-version=2025-04-01',
  twins: 'api-version=2023-01-31',
  authorization: 'api-version=2022-04-01',
  locks: 'api-version=2020-05-01',
  policy: 'api-version=2023-03-01',
  data: 'api-version=2023-10-31',
} as const;

export const provider = `${dev}/providers/Microsoft.DigitalTwins`;
export const instance = (name: string, group = 'rg-playground'): string =>
  `${dev}/resourceGroups/${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;

/** A bench on which the provider is registered. */
export async function registered(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const made = bench(options);
  await made.ask('POST', `${provider}/register?${v.resources}`);
  made.pass(60);
  return made;
}

/** A bench with a finished instance "Twins-One" in westeurope. */
export async function withInstance(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const made = await registered(options);
  await made.ask('PUT', `${instance('Twins-One')}?${v.twins}`, { body: { location: 'westeurope' } });
  made.pass(60);
  return made;
}

export const roleId = (guid: string, subscription: string = contoso.dev): string =>
  `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;

/** The body of a role assignment. */
export function grant(
  principalId: string,
  guid: string = roleOwner,
  principalType: string | null = 'User',
  more: object = {},
): object {
  return {
    properties: {
      roleDefinitionId: roleId(guid),
      principalId,
      ...(principalType === null ? {} : { principalType }),
      ...more,
    },
  };
}

export const assignment = (scope: string, name: string): string =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
