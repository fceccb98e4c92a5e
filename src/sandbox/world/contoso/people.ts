import type { DirectoryObject, Group, ServicePrincipal, User } from '../directory.ts';
import type { Moment } from '../moment.ts';
import type { contoso } from './ids.ts';

type Ids = typeof contoso;

type Named = Pick<User, 'id' | 'givenName' | 'surname' | 'jobTitle'>;

/** The people, groups and applications of Contoso, and of Fabrikam next door. */
export function peopleOfContoso(ids: Ids, createdAt: Moment, secretHash: string): readonly DirectoryObject[] {
  const person = (alias: string, user: Named & Partial<User>): User => ({
    kind: 'user',
    tenantId: ids.tenant,
    displayName: [user.givenName, user.surname].join(' '),
    createdAt,
    userPrincipalName: `${alias}@contoso.com`,
    mail: `${alias}@contoso.com`,
    otherMails: [],
    userType: 'Member',
    accountEnabled: true,
    readsDirectory: true,
    ...user,
  });
  const group = (id: string, displayName: string, members: readonly string[]): Group => ({
    kind: 'group',
    id,
    tenantId: ids.tenant,
    displayName,
    createdAt,
    mail: null,
    members,
  });
  const application = (
    id: string,
    appId: string,
    displayName: string,
    more: Partial<ServicePrincipal> = {},
  ): ServicePrincipal => ({
    kind: 'servicePrincipal',
    id,
    appId,
    tenantId: ids.tenant,
    displayName,
    createdAt,
    servicePrincipalType: 'Application',
    readsDirectory: true,
    ...more,
  });
  return [
    person('ana', { id: ids.ana, givenName: 'Ana', surname: 'Lima', jobTitle: 'Cloud Engineer' }),
    person('bea', { id: ids.bea, givenName: 'Bea', surname: 'Cruz', jobTitle: 'Platform Lead' }),
    person('carla', {
      id: ids.carla,
      givenName: 'Carla',
      surname: 'Mendes',
      jobTitle: 'Identity Administrator',
      mail: null,
    }),
    person('dina', { id: ids.dina, givenName: 'Dina', surname: 'Okafor', jobTitle: 'Building Analyst' }),
    // Has left: nobody signs in with it any more, and it is still in the directory.
    person('emil', {
      id: ids.emil,
      givenName: 'Emil',
      surname: 'Haas',
      jobTitle: 'Site Engineer',
      accountEnabled: false,
    }),
    person("sean.o'neil", { id: ids.sean, givenName: 'Seán', surname: "O'Neil", jobTitle: 'Facility Manager' }),
    person('gus', {
      id: ids.gus,
      displayName: 'Gus Keller',
      givenName: null,
      surname: null,
      jobTitle: null,
      userPrincipalName: 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com',
      mail: 'gus@fabrikam.com',
      otherMails: ['gus@fabrikam.com'],
      userType: 'Guest',
      home: { tenantId: ids.fabrikam, objectId: ids.gusAtHome },
      readsDirectory: false,
    }),
    person('gus', {
      id: ids.gusAtHome,
      givenName: 'Gus',
      surname: 'Keller',
      jobTitle: 'Consultant',
      tenantId: ids.fabrikam,
      userPrincipalName: 'gus@fabrikam.com',
      mail: 'gus@fabrikam.com',
    }),
    group(ids.platformAdmins, 'Platform Admins', [ids.bea, ids.carla]),
    group(ids.twinBuilders, 'Twin Builders', [ids.ana, ids.sean]),
    application(ids.automation, ids.automationApp, 'contoso-automation', { secretHash }),
    application(ids.pipeline, ids.pipelineApp, 'contoso-pipeline', { secretHash, readsDirectory: false }),
    application(ids.foreignPrincipal, ids.foreignApp, 'fabrikam-automation', { secretHash, tenantId: ids.fabrikam }),
  ];
}
