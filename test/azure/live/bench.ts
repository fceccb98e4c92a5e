import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newGroup, newInstance, newRegistration } from '../../support/resources.ts';
import { type Port, type Workbench, workbench } from '../workbench.ts';

/** The role that reads and writes twins. */
export const dataOwner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';
export const id = contoso.dev;
/** An instance to be made, without its group and name. */
export const wantedInstance = {
  subscriptionId: id,
  location: 'westeurope',
  tags: { 'adt-setup': 'x' },
  identity: 'none',
  publicNetworkAccess: 'enabled',
} as const;

/** A workbench where the provider is registered, and an owner's port on it. */
export async function ownersBench(): Promise<{ bench: Workbench; port: Port }> {
  const bench = await workbench({ settings: { pageSize: 3 } });
  const port = await bench.signedIn();
  await port.azure.create(newRegistration(id));
  bench.later(60);
  return { bench, port };
}

/** A finished instance in a group of its own. */
export async function made(bench: Workbench, port: Port, name: string): Promise<{ id: string; hostName: string }> {
  await port.azure.create(newGroup(id, `rg-${name}`, 'westeurope', {}));
  await port.azure.create(newInstance({ ...wantedInstance, resourceGroup: `rg-${name}`, name }));
  bench.later(60);
  const instance = await port.azure.instance(id, `rg-${name}`, name);
  if (instance?.hostName === undefined) throw new Error('no host name');
  return { id: instance.id, hostName: instance.hostName };
}
