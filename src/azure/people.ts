import { isGuid } from '../domain/names.ts';
import { SetupError } from '../errors.ts';
import type { Principal } from '../port/azure.ts';
import { aboutPeople as about, type Collection, type Directory } from './directory.ts';
import { explain, refusalOf, translate } from './refusals/translate.ts';
import type { Claims } from './sign-in/claims.ts';

/** OData text: in single quotes, a quote in it doubled (OData 4.01 URL conventions, 5.1.1.6.1). */
function odata(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** What a text may mean, the likeliest first; a later question is only asked when the earlier ones found nobody. */
function questions(text: string): readonly (readonly (readonly [Collection, string])[])[] {
  const value = odata(text);
  if (isGuid(text)) return [[['servicePrincipals', `appId eq ${value}`]]];
  if (!text.includes('@')) {
    return [
      [
        ['users', `displayName eq ${value} or mailNickname eq ${value}`],
        ['groups', `displayName eq ${value}`],
        ['servicePrincipals', `displayName eq ${value}`],
      ],
      [['users', `startswith(userPrincipalName,${odata(`${text}@`)})`]],
    ];
  }
  // A guest's name in the directory: ana@contoso.com becomes ana_contoso.com#EXT#@fabrikam.onmicrosoft.com.
  const guest = `${text.replace(/@([^@]*)$/, '_$1')}#EXT#`;
  return [
    [['users', `userPrincipalName eq ${value}`]],
    [['users', `mail eq ${value}`]],
    [['users', `startswith(userPrincipalName,${odata(guest)})`]],
    [['users', `otherMails/any(m:m eq ${value})`]],
    [['users', `proxyAddresses/any(p:p eq ${odata(`smtp:${text}`)})`]],
    [['groups', `mail eq ${value}`]],
  ];
}

/**
 * Everybody whom a text may mean. Where the directory won't be asked, an object id still stands for itself, its type
 * unknown. (The Azure CLI looks for the user principal name only, and so never finds guests by their e-mail address.)
 */
export async function findPrincipals(directory: Directory, text: string): Promise<readonly Principal[]> {
  try {
    const byId = isGuid(text) ? await directory.byIds([text]) : [];
    if (byId.length > 0) return byId;
    for (const [round, together] of questions(text).entries()) {
      const found = await Promise.all(
        together.map(([collection, filter]) => tried(directory, collection, filter, round)),
      );
      const people = unique(found.flat());
      if (people.length > 0) return people;
    }
    return [];
  } catch (error) {
    const status = refusalOf(error)?.httpStatus;
    if (isGuid(text) && (status === 403 || status === 401 || hasNoToken(error))) {
      return [{ id: text.toLowerCase(), name: text.toLowerCase() }];
    }
    // No token for the directory is no failed sign-in: an object id does without one.
    if (hasNoToken(error)) throw explain(closed, about(text, directory.portal), error);
    throw translate(error, about(text, directory.portal), 'directory');
  }
}

/** People and groups whose names begin with a text ("startsWith" is a default query of Microsoft Graph for these properties). */
export async function findLike(directory: Directory, text: string): Promise<readonly Principal[]> {
  if (text === '') return [];
  const begins = (...properties: readonly string[]): string =>
    properties.map((each) => `startswith(${each},${odata(text)})`).join(' or ');
  try {
    const found = await Promise.all([
      directory.find('users', begins('displayName', 'surname', 'userPrincipalName', 'mail')),
      directory.find('groups', begins('displayName')),
    ]);
    return unique(found.flat());
  } catch (error) {
    if (isClosed(error)) return [];
    throw translate(error, about(text, directory.portal), 'directory');
  }
}

/** As if the directory itself had refused. */
const closed = { source: 'directory', code: 'Authorization_RequestDenied', message: '' } as const;

/** Entra ID gives no token for the directory, whatever it gives for Azure. */
function hasNoToken(error: unknown): boolean {
  return error instanceof SetupError && error.ending === 'signIn';
}

/** Refused, or not even let in: what is only good to know goes without. */
function isClosed(error: unknown): boolean {
  return refusalOf(error) !== undefined || hasNoToken(error);
}

/** The first question must be answered; a later one that the directory doesn't understand just finds nobody. */
async function tried(
  directory: Directory,
  collection: Collection,
  filter: string,
  round: number,
): Promise<readonly Principal[]> {
  try {
    return await directory.find(collection, filter);
  } catch (error) {
    const status = refusalOf(error)?.httpStatus;
    if (status === 400 || status === 404 || (round > 0 && status === 403)) return [];
    throw error;
  }
}

function unique(people: readonly Principal[]): readonly Principal[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** Names for object ids; nobody when the directory won't tell. */
export async function nameThem(directory: Directory, ids: readonly string[]): Promise<readonly Principal[]> {
  if (ids.length === 0) return [];
  try {
    return await directory.byIds([...new Set(ids.map((id) => id.toLowerCase()))]);
  } catch (error) {
    if (isClosed(error)) return [];
    throw translate(error, about(), 'directory');
  }
}

/**
 * The signed-in account as a principal. The token that Resource Manager sees decides who that is; the directory only adds
 * the name, and only if it means the same object.
 */
export async function meIn(directory: Directory, claims: Claims): Promise<Principal> {
  const { kind, objectId, displayName, username } = claims;
  const bare: Principal =
    kind === 'user'
      ? { id: objectId, type: 'User', name: displayName, userPrincipalName: username }
      : { id: objectId, type: 'ServicePrincipal', name: displayName };
  if (kind !== 'user') return bare;
  try {
    const found = await directory.me();
    return found?.id === objectId ? found : bare;
  } catch (error) {
    if (isClosed(error)) return bare;
    throw translate(error, about(), 'directory');
  }
}

/** Ids of the groups that the account is in, also through other groups; `undefined` when the directory won't tell. */
export async function groupsOf(directory: Directory, claims: Claims): Promise<ReadonlySet<string> | undefined> {
  try {
    return await directory.groupsOf(claims.kind === 'user' ? undefined : claims.objectId);
  } catch (error) {
    if (isClosed(error)) return undefined;
    throw translate(error, about(), 'directory');
  }
}
