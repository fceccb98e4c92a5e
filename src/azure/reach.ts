import { connect, type Wishes } from './connection.ts';
import { refused, translate, unusable } from './translate.ts';
import type { About } from './words.ts';

/** A service of a cloud that a set-up talks to. */
export type Service = 'sign-in' | 'resource-manager' | 'graph';

/** An answer of a service, whatever it says: it can be reached. */
interface Reached {
  readonly origin: string;
  /** Its clock, in milliseconds, when it tells. */
  readonly date: number | undefined;
}

/** Sends one request that needs no token, and changes nothing, to a service. */
export type Reach = (service: Service) => Promise<Reached>;

/** How to reach the services of a cloud, by the same way to the network as everything else. */
export function reachOf(wishes: Omit<Wishes, 'requests' | 'allowWrites'>): Reach {
  const { cloud } = wishes;
  const connection = connect({ ...wishes, requests: { reads: 0, writes: 0 }, allowWrites: () => false });
  // Whoever waits for it says what went wrong.
  connection.catch(() => undefined);
  const addresses: Readonly<Record<Service, string>> = {
    'sign-in': `${cloud.activeDirectory}/${cloud.defaultTenant}/v2.0/.well-known/openid-configuration`,
    'resource-manager': `${cloud.resourceManager}/metadata/endpoints?api-version=2020-06-01`,
    // Refuses those who show no token (401), and that is enough.
    graph: `${cloud.graph}/v1.0/me`,
  };
  return async (service) => {
    const url = addresses[service];
    const about: About = { doing: `reach ${new URL(url).host}`, cloud: cloud.title };
    try {
      const { azure, signIn } = await connection;
      const { createPipelineRequest } = await import('@azure/core-rest-pipeline');
      const request = createPipelineRequest({ url, method: 'GET' });
      request.headers.set('accept', 'application/json');
      const response = await (service === 'sign-in' ? signIn : azure).sendRequest(request);
      const isExpected = response.status < 300 || (service === 'graph' && response.status === 401);
      if (!isExpected) throw refused(response);
      if (!isObject(response.bodyAsText)) throw unusable(about.doing);
      const date = Date.parse(response.headers.get('date') ?? '');
      return { origin: new URL(url).origin, date: Number.isNaN(date) ? undefined : date };
    } catch (error) {
      throw translate(error, about, service === 'sign-in' ? 'signIn' : service === 'graph' ? 'directory' : 'arm');
    }
  };
}

function isObject(text: string | null | undefined): boolean {
  try {
    const body: unknown = JSON.parse(text ?? '');
    return typeof body === 'object' && body !== null;
  } catch {
    return false;
  }
}
