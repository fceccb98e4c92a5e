import type { Ask } from '../exchange.ts';
import { eligibilityRoutes } from './authorization/eligibility.ts';
import { lockRoutes } from './authorization/locks.ts';
import { permissionRoutes } from './authorization/permissions.ts';
import { roleAssignmentRoutes } from './authorization/role-assignments.ts';
import { roleDefinitionRoutes } from './authorization/role-definitions.ts';
import type { Route } from './call.ts';
import { deploymentRoutes } from './deployments/routes.ts';
import { instanceRoutes } from './digital-twins/instances.ts';
import { operationRoutes } from './digital-twins/operations.ts';
import { providerOperationRoutes } from './digital-twins/provider-operations.ts';
import { assignmentRoutes } from './policy-insights/assignments.ts';
import { policyRoutes } from './policy-insights/check-restrictions.ts';
import { refusal } from './refusal.ts';
import { jobRoutes } from './resources/job-results.ts';
import { providerRoutes } from './resources/providers.ts';
import { resourceGroupRoutes } from './resources/resource-groups.ts';
import { resourceRoutes } from './resources/resources.ts';
import { subscriptionRoutes } from './resources/subscriptions.ts';
import { tagRoutes } from './resources/tag-routes.ts';
import { apiVersions } from './versions.ts';

const routes: readonly Route[] = [
  ...subscriptionRoutes,
  ...resourceGroupRoutes,
  ...resourceRoutes,
  ...tagRoutes,
  ...deploymentRoutes,
  ...jobRoutes,
  ...operationRoutes,
  ...providerOperationRoutes,
  ...instanceRoutes,
  ...permissionRoutes,
  ...roleDefinitionRoutes,
  ...roleAssignmentRoutes,
  ...eligibilityRoutes,
  ...lockRoutes,
  ...policyRoutes,
  ...assignmentRoutes,
  ...providerRoutes,
];

/** A pattern as an expression over the path: `{name}` one segment, a leading `{scope}` any run of them. */
function compiled(pattern: string): RegExp {
  const source = pattern
    .replace(/[.()]/g, String.raw`\$&`)
    .replace(/^\{scope\}/, '(?<scope>(?:/[^/]+)*)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}/?$`, 'i');
}

const table = routes.map((route) => ({ route, expression: compiled(route.pattern) }));

/** A route with what its pattern names in the path. */
export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refusal(400, 'BadRequest', 'The request URI is not valid.');
  }
}

/** The route of a request; what ARM says of addresses that it doesn't know. */
export function findRoute(ask: Ask): Found {
  const matching = table.flatMap(({ route, expression }) => {
    const groups = expression.exec(ask.path)?.groups;
    return expression.test(ask.path) ? [{ route, groups: groups ?? {} }] : [];
  });
  const hit = matching.find(({ route }) => route.method === ask.method);
  if (hit !== undefined)
    return {
      route: hit.route,
      params: Object.fromEntries(Object.entries(hit.groups).map(([name, value]) => [name, decoded(value)])),
    };
  if (matching.length > 0) {
    throw refusal(405, 'HttpMethodNotAllowed', `The HTTP method '${ask.method}' is not supported at this address.`, {
      headers: { Allow: [...new Set(matching.map(({ route }) => route.method))].join(', ') },
    });
  }
  const [, provider, rest] = /^.*\/providers\/([^/]+)(?:\/(.+))?$/i.exec(ask.path) ?? [];
  // Types and names take turns: the last type is the one that nobody knows.
  const type = rest?.split('/').findLast((_, at) => at % 2 === 0);
  if (!/^\/subscriptions\/[^/]+/i.test(ask.path) && provider === undefined) {
    throw refusal(
      404,
      'MissingSubscription',
      'The request did not have a subscription or a valid tenant level resource provider.',
    );
  }
  if (provider !== undefined && type !== undefined) {
    const version = ask.query.get('api-version') ?? '';
    throw refusal(
      404,
      'InvalidResourceType',
      `The resource type '${decoded(type)}' could not be found in the namespace '${decoded(provider)}' for api version '${version}'.`,
    );
  }
  throw refusal(404, 'InvalidResourceNamespace', `The resource namespace '${decoded(provider ?? '')}' is invalid.`);
}

/** The api-version of a request; what is missing or unknown is refused before anything else is looked at. */
export function versionOf(ask: Ask, route: Route): string {
  const version = [...ask.query].find(([name]) => name.toLowerCase() === 'api-version')?.[1];
  if (version === undefined || version === '') {
    throw refusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  const served = apiVersions[route.family];
  if (served.includes(version.toLowerCase())) return version.toLowerCase();
  if (route.family === 'twins') {
    const [, type = ''] = /DigitalTwins\/([^/]+)/.exec(route.pattern) ?? [];
    throw refusal(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location 'global' and API version '${version}' for type '${type}'. The supported api-versions are '${served.join(', ')}'. The supported locations are ''.`,
    );
  }
  throw refusal(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version}' is invalid. The supported versions are '${[...served].reverse().join(',')}'.`,
  );
}
