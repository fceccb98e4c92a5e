import type { Clients, RawRequest } from './clients.ts';

/** The subscription that an id belongs to. */
export function subscriptionIdOf({ id }: { readonly id: string }): string {
  return id.split('/')[2] ?? '';
}

/** A request about a resource, with a token for its subscription's directory. */
export function requestAbout(clients: Clients, id: string, apiVersion: string): RawRequest {
  const { session, connection } = clients;
  const { cloud } = connection.rules;
  return {
    url: `${cloud.resourceManager}${encodeURI(id)}?api-version=${apiVersion}`,
    scope: cloud.resourceManagerScope,
    credential: session.credential(session.tenantOf(subscriptionIdOf({ id }))),
  };
}
