import type { Source } from '../refusals/response.ts';
import type { About } from '../refusals/table.ts';
import { refused, translate } from '../refusals/translate.ts';
import { unusable } from '../refusals/unusable.ts';
import { connect, type Wishes } from './connection.ts';

/** A service of a cloud that a set-up talks to. */
export type Service = 'sign-in' | 'resource-manager' | 'graph';

/** An answer of a service, whatever it says: it can be reached. */
interface Reached {
  readonly origin: string;
  /** Its clock, in milliseconds, when it tells. */
  readonly date: number | undefined;
}

/** Sends one request that needs no token, and changes nothing, to a service or to the host of an instance. */
export type Reach = (target: Service | { readonly twinsHost: string }) => Promise<Reached>;

/** How to reach the services of a cloud, by the same way to the network as everything else. */
export function reachOf(wishes: Omit<Wishes, 'requests' | 'allowWrites'>): Reach {
  const { cloud } = wishes;
  const connection = connect({ ...wishes, requests: { reads: 0, writes: 0 }, allowWrites: () => false });
  // What waits for it says what went wrong.
  connection.catch(() => undefined);
  const addresses: Readonly<Record<Service, string>> = {
    'sign-in': `${cloud.activeDirectory}/${cloud.defaultTenant}/v2.0/.well-known/openid-configuration`,
    'resource-manager': `${cloud.resourceManager}/metadata/endpoints?api-version=2020-06-01`,
    // Refuses those who show no token (401), and that is enough.
    graph: `${cloud.graph}/v1.0/me`,
  };
  return async (target) => {
    const service = typeof target === 'string' ? target : 'twins';
    const { azure, signIn, rules } = await connection;
    const url =
      typeof target === 'string' ? addresses[target] : `${rules.origins.addTwinsHost(target.twinsHost)}/models`;
    const about: About = { doing: `reach ${new URL(url).host}`, cloud: cloud.title };
    try {
      const { createPipelineRequest } = await import('./first-request.ts');
      const request = createPipelineRequest({ url, method: 'GET' });
      request.headers.set('accept', 'application/json');
      const response = await (service === 'sign-in' ? signIn : azure).sendRequest(request);
      if (response.status >= 300 && !refusals[service].includes(response.status)) throw refused(response);
      // Instances refuse without words, too.
      const isEmpty = service === 'twins' && (response.bodyAsText ?? '') === '';
      if (!isEmpty && !isObject(response.bodyAsText)) throw unusable(about.doing);
      const date = Date.parse(response.headers.get('date') ?? '');
      return { origin: new URL(url).origin, date: Number.isNaN(date) ? undefined : date };
    } catch (error) {
      throw translate(error, about, sources[service]);
    }
  };
}

/** Answers to somebody without a token that show as well that the service is there. */
const refusals: Readonly<Record<Service | 'twins', readonly number[]>> = {
  'sign-in': [],
  'resource-manager': [],
  graph: [401],
  // 404: of no instance. No version of the interface is named (400).
  twins: [400, 401, 403, 404],
};

const sources: Readonly<Record<Service | 'twins', Source>> = {
  'sign-in': 'signIn',
  'resource-manager': 'arm',
  graph: 'directory',
  twins: 'twins',
};

function isObject(text: string | null | undefined): boolean {
  try {
    const body: unknown = JSON.parse(text ?? '');
    return typeof body === 'object' && body !== null;
  } catch {
    return false;
  }
}
