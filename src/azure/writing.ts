import type { AzureWrites } from '../port/azure.ts';
import { activate } from './access-control.ts';
import { create } from './create.ts';
import { cancelDeployment, deploy } from './deployments/send.ts';
import type { Clients } from './http/clients.ts';
import { remove } from './remove.ts';
import { twinsData } from './twins-data.ts';

/** Where the creations that were sent can be asked about, by the instance's id in lower case. */
export type Creations = Map<string, { readonly subscriptionId: string; readonly operation: string }>;

/** The verbs of the port that change something. `clients` are those of whoever is signed in when a verb is used. */
export function writingVerbs(clients: () => Clients, creations: Creations): AzureWrites {
  return {
    create: async (resource) => {
      const { operation, ...created } = await create(clients(), resource);
      const { id } = created;
      const subscriptionId = id.split('/')[2] ?? '';
      if (operation !== undefined) creations.set(id.toLowerCase(), { subscriptionId, operation });
      return created;
    },
    deploy: (order, correlationId) => deploy(clients(), order, correlationId),
    cancelDeployment: (key) => cancelDeployment(clients(), key),
    remove: (kind, id) => remove(clients(), kind, id),
    activateRole: (id, role, hours) => activate(clients(), id, role, hours),
    twinsData: (id, hostName) => twinsData(clients(), id, hostName),
  };
}
