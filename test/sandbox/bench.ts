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
import { sandboxSecrets } from '../support/keys.ts';
import { instance, origin, provider, twins, v } from './addresses.ts';
import type { Answer, Body } from './answer.ts';
import { collect } from './conformance.ts';

const keys = tokenKeys(sandboxSecrets().signingKey, 'sealing');
const arm = 'https://management.core.windows.net/';
export const clientSecret = 'not-a-secret';

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

/** The sandbox without a socket, with a clock of its own. */
export interface Bench {
  now: number;
  world(): World;
  token(objectId: string, audience: string, more?: Readonly<Record<string, unknown>>): string;
  ask(method: string, address: string, asked?: Asked): Promise<Answer>;
  pass(seconds: number): void;
}

/** A sandbox of its own, as its scenario begins. */
export function bench(
  options: { scenario?: string; settings?: Partial<Settings>; before?: (world: World) => World } = {},
): Bench {
  const scenario = scenarioNamed(options.scenario ?? 'owner');
  const graphs = new Map<string, Document<TwinsGraph>>();
  const of = (key: string): Document<TwinsGraph> => {
    const found = graphs.get(key) ?? inMemory(emptyGraph);
    graphs.set(key, found);
    return found;
  };
  const settings = settingsFrom(scenario.settings, options.settings ?? {});
  const fresh = crowded(freshWorld(scenario, 'bench', hashSecret(clientSecret)), settings);
  const world = inMemory(options.before?.(fresh) ?? fresh);
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
    control: { clientSecret, fresh: () => fresh },
    origin: () => origin,
  });
  return made;
}

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
