import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { AzureDigitalTwinsManagementClient } from '@azure/arm-digitaltwins';
import type { ResourceManagementClient } from '@azure/arm-resources';
import type { SubscriptionClient } from '@azure/arm-subscriptions';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, Pipeline, PipelineResponse } from '@azure/core-rest-pipeline';
import { nameIn } from '../../domain/names.ts';
import type { Region, Subscription } from '../../port/azure.ts';
import type { About } from '../refusals/table.ts';
import { renewing } from '../sign-in/renewing.ts';
import type { Session } from '../sign-in/session.ts';
import { type Connection, noneOfTheirs, tokenPolicy } from './connection.ts';

/** Microsoft's clients, each made when it is first needed, all on one HTTP layer. */
export interface Clients {
  readonly connection: Connection;
  readonly session: Session;
  /** What is being done, with what every explanation may need: the account, its tenant, the cloud. */
  about(known: About): About;
  /** What people call the regions, by their canonical names, as far as Azure has told. */
  readonly regionNames: Map<string, string>;
  /** The subscriptions that are being read, or were a moment ago, by their directory (tenant): for who asks for them next. */
  readonly subscriptionsAhead: Map<string, Promise<readonly Seen[]>>;
  /** The regions of a subscription, as far as Azure has told: they don't change while somebody sets something up. */
  readonly regions: Map<string, readonly Region[]>;
  subscriptions(credential: TokenCredential): Promise<SubscriptionClient>;
  resources(subscriptionId: string): Promise<ResourceManagementClient>;
  twins(subscriptionId: string): Promise<AzureDigitalTwinsManagementClient>;
  authorization(subscriptionId: string): Promise<AuthorizationManagementClient>;
  /** For what has no client: Graph, the instances, permissions of a subscription. Gives the answer whatever its status. */
  send(request: RawRequest): Promise<PipelineResponse>;
}

/** A subscription as it is seen from a directory. */
export interface Seen {
  readonly subscription: Subscription;
  /** Whose tokens open it: not always its own tenant (Azure Lighthouse). */
  readonly tokenTenant: string;
}

export interface RawRequest {
  readonly url: string;
  readonly scope: string;
  readonly credential: TokenCredential;
  /** JSON to send. */
  readonly body?: unknown;
  /** POST where there is a body and nothing is said, GET where there is none. */
  readonly method?: 'PUT' | 'POST' | 'DELETE';
  /** Conditions, such as `if-match`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The clients of a session. */
export function clientsOf(connection: Connection, session: Session): Clients {
  const { cloud } = connection.rules;
  const options = {
    endpoint: cloud.resourceManager,
    // Without it, clients ask for a token whose audience is the endpoint.
    credentialScopes: cloud.resourceManagerScope,
    httpClient: connection.azure,
    proxyOptions: noneOfTheirs,
  };
  const kept = new Map<string, Promise<unknown>>();
  const regionNames = new Map<string, string>();

  function tame(pipeline: Pipeline, credential: TokenCredential, scope = cloud.resourceManagerScope): void {
    connection.tame(pipeline);
    // In the phase of the SDK's own policy for tokens, and below it.
    pipeline.addPolicy(renewing(session, credential, scope), { phase: 'Sign', afterPolicies: [tokenPolicy] });
  }

  /** One client of a kind for each subscription, as its tenant's tokens open it. */
  function once<Client extends { readonly pipeline: Pipeline }>(
    kind: string,
    subscriptionId: string,
    make: (credential: TokenCredential) => Promise<Client>,
  ): Promise<Client> {
    const tenantId = session.tenantOf(subscriptionId);
    const key = `${kind} ${subscriptionId.toLowerCase()} ${tenantId}`;
    const known = kept.get(key) as Promise<Client> | undefined;
    if (known !== undefined) return known;
    const credential = session.credential(tenantId);
    const made = make(credential).then((client) => {
      tame(client.pipeline, credential);
      return client;
    });
    kept.set(key, made);
    return made;
  }

  return {
    connection,
    session,
    about: (known) => {
      const subscriptionId = known.subscriptionId ?? nameIn(known.scope ?? '', 'subscriptions');
      const tenantId = known.tenantId ?? session.tenantOf(subscriptionId ?? '');
      const claims = session.claimsKnown(tenantId);
      return {
        cloud: cloud.title,
        portal: cloud.portal,
        account: session.claims.username,
        accountId: claims?.objectId,
        accountType: claims && (claims.kind === 'user' ? 'User' : 'ServicePrincipal'),
        region: regionNames.get(known.location ?? ''),
        ...known,
        tenantId,
        subscriptionId,
      };
    },
    regionNames,
    subscriptionsAhead: new Map(),
    regions: new Map(),
    subscriptions: async (credential) => {
      const { SubscriptionClient } = await import('./arm-clients.ts');
      const client = new SubscriptionClient(credential, options);
      tame(client.pipeline, credential);
      return client;
    },
    resources: (id) =>
      once('resources', id, async (credential) => {
        const { ResourceManagementClient } = await import('./arm-clients.ts');
        return new ResourceManagementClient(credential, id, options);
      }),
    twins: (id) =>
      once('twins', id, async (credential) => {
        const { AzureDigitalTwinsManagementClient } = await import('./arm-clients.ts');
        return new AzureDigitalTwinsManagementClient(credential, id, options);
      }),
    authorization: (id) =>
      once('authorization', id, async (credential) => {
        const { AuthorizationManagementClient } = await import('./arm-clients.ts');
        return new AuthorizationManagementClient(credential, id, options);
      }),
    send: async ({ url, scope, credential, body, method, headers }) => {
      const core = await import('@azure/core-rest-pipeline');
      const pipeline = core.createPipelineFromOptions({ proxyOptions: noneOfTheirs });
      pipeline.addPolicy(core.bearerTokenAuthenticationPolicy({ credential, scopes: scope }));
      tame(pipeline, credential, scope);
      const request = core.createPipelineRequest({
        url,
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: core.createHttpHeaders({
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return pipeline.sendRequest(connection.azure satisfies HttpClient, request);
    },
  };
}
