import type { ServicePrincipal, Tenant, User } from '../world/directory.ts';
import type { World } from '../world/world.ts';
import { refuse } from './refusal.ts';

/** Microsoft's own public clients that sign people in: Azure CLI (also @azure/identity's default), Azure PowerShell, Visual Studio, VS Code. */
const publicClients = new Set([
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  '1950a258-227b-4e31-a9cf-717495945fc2',
  '872cd9fa-d31f-45e0-9eab-6e460a02d1f1',
  'aebc6443-996d-45c2-90f0-388ff96faa56',
]);

/** Paths that name no tenant of their own. */
const openTenants = ['organizations', 'common'];

/**
 * az asks login.microsoftonline.com about every sign-in host it doesn't know, unless its address ends so (Azure Stack);
 * here it stands for the first tenant.
 */
const withoutDiscovery = 'adfs';

/** The tenant of a path: an id, a domain, or undefined for `organizations` and `common`. */
export function tenantOf(world: World, segment: string): Tenant | undefined {
  const wanted = segment.toLowerCase();
  if (openTenants.includes(wanted)) return undefined;
  const found =
    wanted === withoutDiscovery
      ? world.tenants[0]
      : world.tenants.find((tenant) => tenant.id === wanted || tenant.domains.includes(wanted));
  if (found !== undefined) return found;
  return refuse(
    400,
    'invalid_request',
    90002,
    `Tenant '${segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}

/** The application of a client id, when it is a registered one. */
export function applicationOf(world: World, clientId: string): ServicePrincipal | undefined {
  return Object.values(world.directory).find(
    (each): each is ServicePrincipal => each.kind === 'servicePrincipal' && each.appId === clientId.toLowerCase(),
  );
}

/** Refuses client ids that the tenant doesn't know (recorded exchange: entra token (unknown app)). */
export function checkClient(world: World, tenant: Tenant | undefined, clientId: string): void {
  if (publicClients.has(clientId.toLowerCase())) return;
  const application = applicationOf(world, clientId);
  if (application !== undefined && (tenant === undefined || application.tenantId === tenant.id)) return;
  refuse(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant?.displayName ?? 'Contoso'}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
}

const homeOf = (user: User): string => user.home?.objectId ?? user.id;

/** The person as a tenant knows them; `organizations` means their own tenant. */
export function personIn(world: World, objectId: string, tenant: Tenant | undefined): User {
  const person = world.directory[objectId];
  if (person?.kind !== 'user')
    refuse(
      400,
      'invalid_grant',
      50034,
      'The user account does not exist in the directory. To sign into this application, the account must be added to the directory.',
    );
  const wanted = tenant?.id ?? person.home?.tenantId ?? person.tenantId;
  const found = Object.values(world.directory).find(
    (each): each is User => each.kind === 'user' && each.tenantId === wanted && homeOf(each) === homeOf(person),
  );
  if (found === undefined) {
    refuse(
      400,
      'invalid_grant',
      50020,
      `User account '${person.mail ?? person.userPrincipalName}' from identity provider 'https://sts.windows.net/${person.tenantId}/' does not exist in tenant '${tenant?.displayName ?? wanted}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`,
    );
  }
  if (!found.accountEnabled) refuse(400, 'invalid_grant', 50057, 'The user account is disabled.');
  return found;
}

/** Home object id and tenant, of which MSAL makes the account's identifier. */
export function homeAccount(user: User): { uid: string; utid: string } {
  return { uid: homeOf(user), utid: user.home?.tenantId ?? user.tenantId };
}
