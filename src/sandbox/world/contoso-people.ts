import type { contoso } from './contoso-ids.ts';
import type { DirectoryObject, Group, Moment, ServicePrincipal, User } from './world.ts';

type Ids = typeof contoso;

/** The people, groups and applications of Contoso, and of Fabrikam next door. */
export function peopleOfContoso(ids: Ids, createdAt: Moment, secretHash: string): readonly DirectoryObject[] {
  const person = (
    id: string,
    givenName: string,
    surname: string,
    name: string,
    jobTitle: string | null,
    more: Partial<User> = {},
  ): User => ({
    kind: 'user',
    id,
    tenantId: ids.tenant,
    displayName: `${givenName} ${surname}`,
    createdAt,
    userPrincipalName: `${name}@contoso.com`,
    givenName,
    surname,
    mail: `${name}@contoso.com`,
    otherMails: [],
    jobTitle,
    userType: 'Member',
    accountEnabled: true,
    readsDirectory: true,
    ...more,
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
    person(ids.ana, 'Ana', 'Lima', 'ana', 'Cloud Engineer'),
    person(ids.bea, 'Bea', 'Cruz', 'bea', 'Platform Lead'),
    person(ids.carla, 'Carla', 'Mendes', 'carla', 'Identity Administrator', { mail: null }),
    person(ids.dina, 'Dina', 'Okafor', 'dina', 'Building Analyst'),
    person(ids.sean, 'Seán', "O'Neil", "sean.o'neil", 'Facility Manager'),
    person(ids.gus, 'Gus', 'Keller', 'gus', null, {
      userPrincipalName: 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com',
      givenName: null,
      surname: null,
      mail: 'gus@fabrikam.com',
      otherMails: ['gus@fabrikam.com'],
      userType: 'Guest',
      home: { tenantId: ids.fabrikam, objectId: ids.gusAtHome },
      readsDirectory: false,
    }),
    person(ids.gusAtHome, 'Gus', 'Keller', 'gus', 'Consultant', {
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
