import type { DirectoryObject, Group, ServicePrincipal, User } from '../world/directory.ts';

type Body = Readonly<Record<string, unknown>>;

/** The eleven properties of a user that Graph gives unasked (recorded exchange: graph users by UPN (filter)). */
const defaultUserProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

function userBody(user: User): Body {
  return {
    businessPhones: [],
    displayName: user.displayName,
    givenName: user.givenName,
    jobTitle: user.jobTitle,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: user.surname,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
    userType: user.userType,
    otherMails: [...user.otherMails],
    proxyAddresses: user.mail === null ? [] : [`SMTP:${user.mail}`],
    accountEnabled: user.accountEnabled,
    createdDateTime: new Date(user.createdAt).toISOString(),
  };
}

function groupBody(group: Group): Body {
  return {
    id: group.id,
    createdDateTime: new Date(group.createdAt).toISOString(),
    description: null,
    displayName: group.displayName,
    groupTypes: [],
    mail: group.mail,
    mailEnabled: false,
    mailNickname: group.displayName.replaceAll(' ', ''),
    securityEnabled: true,
    proxyAddresses: [],
    visibility: null,
  };
}

function servicePrincipalBody(principal: ServicePrincipal): Body {
  return {
    id: principal.id,
    accountEnabled: true,
    alternativeNames: [],
    appDisplayName: principal.displayName,
    appId: principal.appId,
    appOwnerOrganizationId: principal.tenantId,
    displayName: principal.displayName,
    servicePrincipalNames: [principal.appId],
    servicePrincipalType: principal.servicePrincipalType,
    createdDateTime: new Date(principal.createdAt).toISOString(),
  };
}

/** All properties of a directory object that can be asked for. */
export function objectBody(object: DirectoryObject): Body {
  switch (object.kind) {
    case 'user':
      return userBody(object);
    case 'group':
      return groupBody(object);
    case 'servicePrincipal':
      return servicePrincipalBody(object);
  }
}

/** The properties that `$select` asks for, or the ones that come unasked. */
export function selected(object: DirectoryObject, select: string | null): Body {
  const body = objectBody(object);
  const wanted =
    select === null || select.trim() === '' ? undefined : select.split(',').map((each) => each.trim().toLowerCase());
  if (wanted !== undefined)
    return Object.fromEntries(Object.entries(body).filter(([name]) => wanted.includes(name.toLowerCase())));
  return object.kind === 'user' ? Object.fromEntries(defaultUserProperties.map((name) => [name, body[name]])) : body;
}
