import type { AzureReads } from '../port/azure.ts';
import { readCustomRoles, readDenials, readEligible, readRoles } from './access-control.ts';
import { listAssignments, readAssignment, readPermissions } from './authorization.ts';
import { readDeletionRules } from './deletion-policies.ts';
import { listDeployments, listOperations, readDeployment, readNested } from './deployments/read.ts';
import { foresee } from './deployments/send.ts';
import { type Directory, directoryOf } from './directory.ts';
import { bornAt, find } from './find.ts';
import { listContents, listGroups, readGroup } from './groups.ts';
import { countEndpoints, countHoldings } from './holdings.ts';
import type { Clients } from './http/clients.ts';
import { checkName, listInstances, readInstance } from './instances.ts';
import { listLocks } from './locks.ts';
import { findLike, findPrincipals, groupsOf, meIn, nameThem } from './people.ts';
import { readPolicyDenials, readRestrictions } from './policies.ts';
import { readProvider } from './provider.ts';
import { readFailure } from './refusals/creation.ts';
import { ask, getReady } from './twins.ts';
import type { Creations } from './writing.ts';

/** What the session itself answers. */
type OfSession =
  | 'signInOffers'
  | 'signInTool'
  | 'signIn'
  | 'signOut'
  | 'forgetFacts'
  | 'directories'
  | 'subscriptions'
  | 'links'
  | 'requests';

/** The verbs of the port that only read. `clients` are those of whoever is signed in when a verb is used. */
export function readingVerbs(clients: () => Clients, creations: Creations): Omit<AzureReads, OfSession> {
  function directory(subscriptionId: string): Directory {
    const { session } = clients();
    return directoryOf(clients(), session.credential(session.tenantOf(subscriptionId)));
  }
  return {
    provider: (id) => readProvider(clients(), id),
    resourceGroups: (id) => listGroups(clients(), id),
    resourceGroup: (id, name) => readGroup(clients(), id, name),
    groupContents: (id, name) => listContents(clients(), id, name),
    deployment: (key) => readDeployment(clients(), key),
    deployments: (id) => listDeployments(clients(), id),
    deploymentOperations: (key) => listOperations(clients(), key),
    nestedDeployment: (id) => readNested(clients(), id),
    foresee: (order, milliseconds) => foresee(clients(), order, milliseconds),
    instances: (id) => listInstances(clients(), id),
    instance: (id, group, name) => readInstance(clients(), id, group, name),
    nameAvailability: (id, location, name) => checkName(clients(), id, location, name),
    find: (resource, together) => find(clients(), resource, together),
    bornAt: (resource) => bornAt(clients(), resource),
    creationFailure: async (id) => {
      const sent = creations.get(id.toLowerCase());
      return sent && (await readFailure(clients(), sent.subscriptionId, sent.operation));
    },
    restrictions: (id, group, regions) => readRestrictions(clients(), id, group, regions),
    policyDenials: (wanted, group) => readPolicyDenials(clients(), wanted, group),
    deletionRules: (subscriptionId) => readDeletionRules(clients(), subscriptionId),
    locks: (id) => listLocks(clients(), id),
    permissions: (scope) => readPermissions(clients(), scope),
    me: async (id) => {
      const { session } = clients();
      return meIn(directory(id), await session.claimsIn(session.tenantOf(id)));
    },
    principals: async (id, text) => {
      const { session } = clients();
      const wanted = text.trim();
      if (wanted.toLowerCase() === 'me')
        return [await meIn(directory(id), await session.claimsIn(session.tenantOf(id)))];
      return findPrincipals(directory(id), wanted);
    },
    principalsLike: (id, text) => findLike(directory(id), text.trim()),
    principalsById: (id, ids) => nameThem(directory(id), ids),
    roleAssignments: (scope) => listAssignments(clients(), scope),
    roleAssignmentsOf: (scope, principalId) => listAssignments(clients(), scope, principalId),
    roleAssignment: (id) => readAssignment(clients(), id),
    askTwins: (id, hostName, fresh) => ask(clients(), id, hostName, fresh),
    readyForTwins: (id) => getReady(clients(), id),
    holdings: (id, hostName, besides) => countHoldings(clients(), id, hostName, besides),
    endpoints: (id) => countEndpoints(clients(), id),
    denyAssignments: (scope) => readDenials(clients(), scope),
    myGroups: async (id) => {
      const { session } = clients();
      return groupsOf(directory(id), await session.claimsIn(session.tenantOf(id)));
    },
    roleDefinitions: (scope, ids) => readRoles(clients(), scope, ids),
    customRoles: (scope) => readCustomRoles(clients(), scope),
    eligibleRoles: (scope) => readEligible(clients(), scope),
    forgetTokens: () => {
      const { session, subscriptionsAhead } = clients();
      subscriptionsAhead.clear();
      session.forgetTokens();
    },
  };
}
