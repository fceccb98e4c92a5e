import type { TokenCredential } from '@azure/core-auth';
import { isGuid } from '../domain/names.ts';
import type { PrincipalType } from '../domain/principal-type.ts';
import type { Principal } from '../port/azure.ts';
import { inAddress } from '../text/in-address.ts';
import type { Clients } from './http/clients.ts';
import { objectIn } from './http/evidence.ts';
import type { About } from './refusals/table.ts';
import { refused } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** For the explanations of what the directory refuses. */
export const aboutPeople = (assignee?: string, portal?: string): About => ({
  doing: 'look people up in the directory (tenant)',
  assignee,
  portal,
});

/** One question to Microsoft Graph in one tenant. */
export interface Directory {
  /** Where the cloud's portal is, for advice. */
  readonly portal: string;
  /** The signed-in person; `undefined` for an application, or when the directory won't tell. */
  me(): Promise<Principal | undefined>;
  /** Entries of a collection that a filter matches. */
  find(collection: Collection, filter: string): Promise<readonly Principal[]>;
  byIds(ids: readonly string[]): Promise<readonly Principal[]>;
  /** Object ids of the groups of an application, or of the signed-in person; `undefined` when there are too many to tell. */
  groupsOf(application: string | undefined): Promise<ReadonlySet<string> | undefined>;
}

export type Collection = 'users' | 'groups' | 'servicePrincipals';

const typeOf: Readonly<Record<Collection, PrincipalType>> = {
  users: 'User',
  groups: 'Group',
  servicePrincipals: 'ServicePrincipal',
};

const selected: Readonly<Record<Collection, string>> = {
  users: 'id,displayName,userPrincipalName,mail,userType,accountEnabled',
  groups: 'id,displayName,mail',
  servicePrincipals: 'id,displayName,appId,accountEnabled',
};

/** Microsoft Graph v1.0 in one tenant. */
export function directoryOf(clients: Clients, credential: TokenCredential): Directory {
  const { cloud } = clients.connection.rules;
  async function ask(path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await clients.send({
      url: `${cloud.graph}/v1.0/${path}`,
      scope: cloud.graphScope,
      credential,
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status !== 200) throw refused(answer);
    return objectIn(answer, aboutPeople().doing);
  }
  async function list(path: string, body?: unknown): Promise<readonly unknown[]> {
    const { value } = await ask(path, body);
    if (!Array.isArray(value)) throw unusable(aboutPeople().doing);
    return value as unknown[];
  }
  return {
    portal: cloud.portal,
    me: async () => principal(await ask(`me?$select=${selected.users}`), 'User'),
    find: async (collection, filter) => {
      const query = `$filter=${inAddress(filter)}&$select=${selected[collection]}&$top=25`;
      return (await list(`${collection}?${query}`)).flatMap((one) => principal(one, typeOf[collection]) ?? []);
    },
    byIds: async (ids) => {
      const found: Principal[] = [];
      // Graph takes at most 1,000 ids at once.
      for (let start = 0; start < ids.length; start += 1000) {
        const body = { ids: ids.slice(start, start + 1000), types: ['user', 'group', 'servicePrincipal'] };
        found.push(...(await list('directoryObjects/getByIds', body)).flatMap((one) => principal(one) ?? []));
      }
      return found;
    },
    groupsOf: async (application) => {
      const who = application === undefined ? 'me' : `servicePrincipals/${application}`;
      const { value, '@odata.nextLink': more } = await ask(`${who}/transitiveMemberOf?$select=id&$top=999`);
      if (!Array.isArray(value)) throw unusable(aboutPeople().doing);
      // More groups than fit on a page: better said to be unknown than half known.
      if (more !== undefined) return undefined;
      return new Set(value.flatMap((one) => principal(one)?.id ?? []));
    },
  };
}

function principal(entry: unknown, known?: PrincipalType): Principal | undefined {
  const text = (name: string): string | undefined => {
    const value = (entry as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const id = text('id');
  if (id === undefined || !isGuid(id)) return undefined;
  const kind = text('@odata.type')?.toLowerCase();
  const type =
    known ??
    (kind === '#microsoft.graph.user'
      ? 'User'
      : kind === '#microsoft.graph.group'
        ? 'Group'
        : kind === '#microsoft.graph.serviceprincipal'
          ? 'ServicePrincipal'
          : undefined);
  const userPrincipalName = text('userPrincipalName');
  return {
    id: id.toLowerCase(),
    type,
    name: text('displayName') ?? userPrincipalName ?? id,
    userPrincipalName,
    mail: text('mail'),
    // The marker that Entra ID puts into the names of accounts from elsewhere.
    guest: type === 'User' ? text('userType') === 'Guest' || (userPrincipalName ?? '').includes('#EXT#') : undefined,
    ...((entry as Record<string, unknown>)['accountEnabled'] === false && { disabled: true }),
  };
}
