import { inAddress } from '../../text/in-address.ts';
import type { Reply } from '../exchange.ts';
import type { World } from '../world/world.ts';
import { tenantOf } from './accounts.ts';

/** The OpenID configuration of a tenant; that of `organizations` and `common` has the placeholder `{tenantid}` as issuer. */
export function openidConfiguration(world: World, segment: string, origin: string): Reply {
  const tenant = tenantOf(world, segment);
  const at = `${origin}/${tenant?.id ?? segment}`;
  return {
    status: 200,
    headers: { 'Cache-Control': 'max-age=86400, private' },
    body: {
      token_endpoint: `${at}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${at}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${origin}/${tenant?.id ?? '{tenantid}'}/v2.0`,
      request_uri_parameter_supported: false,
      userinfo_endpoint: `${origin}/oidc/userinfo`,
      authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${at}/oauth2/v2.0/devicecode`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      end_session_endpoint: `${at}/oauth2/v2.0/logout`,
      claims_supported: [
        'sub',
        'iss',
        'aud',
        'exp',
        'iat',
        'auth_time',
        'acr',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
        'email',
      ],
      tenant_region_scope: null,
      cloud_instance_name: new URL(origin).host,
      cloud_graph_host_name: new URL(origin).host,
      msgraph_host: new URL(origin).host,
    },
  };
}

/** What clients ask about a login host that they don't know. */
export function instanceDiscovery(origin: string, query: URLSearchParams): Reply {
  const { host } = new URL(origin);
  const asked = /^https:\/\/[^/]+\/([^/]+)\//.exec(query.get('authorization_endpoint') ?? '')?.[1] ?? 'common';
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${origin}/${inAddress(asked)}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}
