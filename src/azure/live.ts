import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TrafficEntry } from '../local/redact.ts';
import type { Account, Azure, AzureEvent, AzureReads, SignInMethod } from '../port/azure.ts';
import type { Cloud } from '../port/cloud.ts';
import { once } from '../text/once.ts';
import type { Ahead } from './ahead.ts';
import { cloudLinks } from './clouds.ts';
import { type Clients, clientsOf } from './http/clients.ts';
import { connect } from './http/connection.ts';
import type { pause } from './http/retry.ts';
import { readingVerbs } from './reading.ts';
import { remembering } from './remembering.ts';
import { azLogin } from './sign-in/az-login.ts';
import { checkSignIn } from './sign-in/check.ts';
import { type CliSession, cliSession } from './sign-in/cli-sessions.ts';
import { offersHere } from './sign-in/offers.ts';
import { openSession } from './sign-in/session.ts';
import { isCalled, listDirectories, listSubscriptions, listTenants, readAhead, type Tenant } from './subscriptions.ts';
import { type Creations, writingVerbs } from './writing.ts';

export interface LiveOptions {
  readonly cloud: Cloud;
  tell(event: AzureEvent): void;
  /** False in a preview: anything that could change something is refused below the SDKs. May change while it runs. */
  readonly allowWrites: boolean | (() => boolean);
  /** Longest wait for any single operation. */
  readonly timeoutSeconds: number;
  readonly log?: ((entry: TrafficEntry) => void) | undefined;
  /** Ends everything; its reason is what is thrown. */
  readonly signal: AbortSignal;
  /** The lowest layer, and how waits between tries pass; tests put something of their own below and between. */
  readonly network?: HttpClient | undefined;
  readonly pause?: typeof pause | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** What was asked before this was loaded: its connection is used, and no other. */
  readonly ahead?: Ahead | undefined;
}

/** The Azure port on Microsoft's SDK clients, which are loaded when they are first needed. */
export function liveAzure(options: LiveOptions): Azure {
  const { reads, clients, creations } = openPort(options);
  return remembering({ ...reads, ...writingVerbs(clients, creations) });
}

/** The half of the port that only reads; and whatever it does, no request that could change something leaves it. */
export function liveReads(options: Omit<LiveOptions, 'allowWrites'>): AzureReads {
  return openPort({ ...options, allowWrites: false }).reads;
}

interface OpenPort {
  readonly reads: AzureReads;
  readonly clients: () => Clients;
  readonly creations: Creations;
}

function openPort(options: LiveOptions): OpenPort {
  const { cloud, environment, signal, ahead } = options;
  const { allowWrites: allowed } = options;
  const allowWrites = typeof allowed === 'boolean' ? (): boolean => allowed : allowed;
  const requests = ahead?.connection.rules.requests ?? { reads: 0, writes: 0 };
  ahead?.allow(allowWrites);
  let entered:
    | { readonly method: SignInMethod; readonly tenant: string | undefined; readonly account: Account }
    | undefined;
  let open: { readonly clients: Clients; readonly tenants: readonly Tenant[]; readonly oneTenant: boolean } | undefined;

  const connected = once(async () => ahead?.connection ?? (await connect({ ...options, requests, allowWrites })));

  function clients(): Clients {
    if (open === undefined) throw new TypeError('Azure was asked before anybody signed in.');
    return open.clients;
  }

  /** The tools take a second or two to answer. */
  const slow = (): void => options.tell({ kind: 'slow', program: 'az' });
  let cli = once(() => cliSession(cloud, { environment, signal, slow }));

  async function sessionFor(method: SignInMethod): Promise<CliSession> {
    return method === 'cli' ? await cli() : { tool: 'az' };
  }

  async function signIn(method: SignInMethod, tenant: string | undefined, subscription?: string): Promise<Account> {
    if (entered?.method === method && entered.tenant === tenant) return entered.account;
    checkSignIn(cloud, method, tenant, environment);
    const way = await connected();
    const before = entered?.method === method && entered.tenant === undefined ? open : undefined;
    const mine = tenant === undefined ? undefined : before?.tenants.find((one) => isCalled(one, tenant));
    // Another directory of the same account needs no other sign-in.
    const session =
      before !== undefined && mine !== undefined
        ? await before.clients.session.at(mine.tenantId)
        : await openSession(method, tenant, way, environment, await sessionFor(method));
    const opened = clientsOf(way, session);
    const { claims } = session;
    readAhead(opened, subscription);
    const tenants =
      before !== undefined && mine !== undefined
        ? before.tenants
        : await listTenants(opened, session.credential(claims.tenantId));
    // An application lives in one tenant, and people who name a tenant want that one.
    open = { clients: opened, tenants, oneTenant: tenant !== undefined || claims.kind === 'servicePrincipal' };
    const tenantName = tenants.find(({ tenantId }) => tenantId === claims.tenantId)?.displayName;
    entered = { method, tenant, account: { ...claims, method, tenantName } };
    return entered.account;
  }

  /** Where the creations that were sent here can be asked about. */
  const creations: Creations = new Map();

  const reads: AzureReads = {
    signInOffers: ({ tools }) => offersHere(cloud, environment, tools ? cli : undefined),
    signInTool: async (tenant) => {
      const heard = (text: string): void => options.tell({ kind: 'tool-says', program: 'az', text });
      await azLogin(tenant, { environment, signal, slow, heard });
      cli = once(() => cliSession(cloud, { environment, signal, slow }));
    },
    signIn,
    signOut: () => {
      entered = undefined;
      open = undefined;
    },
    directories: async () => (open === undefined ? [] : listDirectories(open.clients, open.tenants)),
    forgetFacts: () => undefined,
    subscriptions: (id) => {
      const own = clients().session.claims.tenantId;
      const others = open?.oneTenant === false ? open.tenants.map((one) => one.tenantId) : [];
      return listSubscriptions(
        clients(),
        others.filter((tenantId) => tenantId !== own),
        id,
      );
    },
    ...readingVerbs(clients, creations),
    links: cloudLinks(cloud),
    requests,
  };
  return { reads, clients, creations };
}
