import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { AzureDigitalTwinsManagementClient } from '@azure/arm-digitaltwins';
import type { ResourceManagementClient } from '@azure/arm-resources';
import type { SubscriptionClient } from '@azure/arm-subscriptions';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, Pipeline, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Connection } from './connection.ts';
import type { Session } from './session.ts';
import { unusable } from './translate.ts';
import type { About } from './words.ts';

/** Microsoft's clients, each made when it is first needed, all on one HTTP layer. */
export interface Clients {
  readonly connection: Connection;
  readonly session: Session;
  /** What is being done, with what every explanation may need: the account, its tenant, the cloud. */
  about(known: About): About;
  subscriptions(credential: TokenCredential): Promise<SubscriptionClient>;
  resources(subscriptionId: string): Promise<ResourceManagementClient>;
  twins(subscriptionId: string): Promise<AzureDigitalTwinsManagementClient>;
  authorization(subscriptionId: string): Promise<AuthorizationManagementClient>;
  /** For what has no client: Graph, the instances, permissions of a subscription. Gives the answer whatever its status. */
  send(request: RawRequest): Promise<PipelineResponse>;
}

interface RawRequest {
  readonly url: string;
  readonly scope: string;
  readonly credential: TokenCredential;
  /** JSON to post; a GET without. */
  readonly body?: unknown;
}

/** The clients of a session. */
export function clientsOf(connection: Connection, session: Session): Clients {
  const { cloud } = connection.rules;
  const options = {
    endpoint: cloud.resourceManager,
    // Without it, clients ask for a token whose audience is the endpoint.
    credentialScopes: cloud.resourceManagerScope,
    httpClient: connection.azure,
  };
  const kept = new Map<string, Promise<unknown>>();

  function once<Client extends { readonly pipeline: Pipeline }>(
    key: string,
    make: () => Promise<Client>,
  ): Promise<Client> {
    const known = kept.get(key) as Promise<Client> | undefined;
    if (known !== undefined) return known;
    const made = make().then((client) => {
      connection.tame(client.pipeline);
      return client;
    });
    kept.set(key, made);
    return made;
  }

  const credentialOf = (subscriptionId: string): TokenCredential =>
    session.credential(session.tenantOf(subscriptionId));
  const key = (kind: string, subscriptionId: string): string =>
    `${kind} ${subscriptionId.toLowerCase()} ${session.tenantOf(subscriptionId)}`;

  return {
    connection,
    session,
    about: (known) => ({
      cloud: cloud.title,
      portal: cloud.portal,
      account: session.claims.username,
      tenantId: session.tenantOf(known.subscriptionId ?? ''),
      ...known,
    }),
    subscriptions: async (credential) => {
      const { SubscriptionClient } = await import('@azure/arm-subscriptions');
      const client = new SubscriptionClient(credential, options);
      connection.tame(client.pipeline);
      return client;
    },
    resources: (id) =>
      once(key('resources', id), async () => {
        const { ResourceManagementClient } = await import('@azure/arm-resources');
        return new ResourceManagementClient(credentialOf(id), id, options);
      }),
    twins: (id) =>
      once(key('twins', id), async () => {
        const { AzureDigitalTwinsManagementClient } = await import('@azure/arm-digitaltwins');
        return new AzureDigitalTwinsManagementClient(credentialOf(id), id, options);
      }),
    authorization: (id) =>
      once(key('authorization', id), async () => {
        const { AuthorizationManagementClient } = await import('@azure/arm-authorization');
        return new AuthorizationManagementClient(credentialOf(id), id, options);
      }),
    send: async ({ url, scope, credential, body }) => {
      const core = await import('@azure/core-rest-pipeline');
      const pipeline = core.createPipelineFromOptions({});
      pipeline.addPolicy(core.bearerTokenAuthenticationPolicy({ credential, scopes: scope }));
      connection.tame(pipeline);
      const request = core.createPipelineRequest({
        url,
        method: body === undefined ? 'GET' : 'POST',
        headers: core.createHttpHeaders({
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return pipeline.sendRequest(connection.azure satisfies HttpClient, request);
    },
  };
}

/** Pages that a list may have before it is taken for endless. */
const mostPages = 1000;

/** As the SDK's operations call back with each answer. */
interface Heard {
  readonly status: number;
  readonly bodyAsText?: string | null;
}

interface ListOptions {
  onResponse(answer: Heard): void;
}

/**
 * All entries of a list. The SDK takes any answer without a `value` for an empty list, so each page is checked: "there is
 * nothing" must be what Azure said.
 */
export async function allOf<Entry>(
  list: (options: ListOptions) => { byPage(): AsyncIterableIterator<readonly Entry[]> },
  doing: string,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  let pages = 0;
  const onResponse = (answer: Heard): void => {
    pages += 1;
    if (answer.status < 300 && (pages > mostPages || !isList(answer.bodyAsText))) throw unusable(doing);
  };
  for await (const page of list({ onResponse }).byPage()) entries.push(...page);
  return entries;
}

function isList(text: string | null | undefined): boolean {
  const body: unknown = text === undefined || text === null || text === '' ? undefined : JSON.parse(text);
  return typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value);
}

/**
 * The JSON object in an answer.
 * @throws SetupError for an answer that is empty or holds something else.
 */
export function objectIn(
  answer: Pick<PipelineResponse, 'bodyAsText'>,
  doing: string,
): Readonly<Record<string, unknown>> {
  const text = answer.bodyAsText ?? '';
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw unusable(doing);
  return body as Readonly<Record<string, unknown>>;
}

/** The same name or id as was asked for, whatever its case: an answer about anything else is no evidence. */
export function isAbout(got: string | undefined, asked: string): boolean {
  return got?.toLowerCase() === asked.toLowerCase();
}
