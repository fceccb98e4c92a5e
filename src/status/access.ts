import { sameName } from '../domain/names.ts';
import { dataRoleOf } from '../domain/roles.ts';
import { SetupError } from '../errors.ts';
import type { AzureReads, TwinsAnswer } from '../port/azure.ts';

/** Somebody who has a role for the data of an instance. */
export interface Holder {
  readonly principalId: string;
  readonly principalType: string | undefined;
  /** Undefined where the directory doesn't know it any more, or may not be read. */
  readonly name: string | undefined;
  readonly role: string;
  /** Where it was given. */
  readonly scope: string;
}

/** What can't be read, for whatever reason, leaves the rest of a look as it is. */
async function unlessRefused<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

/** Who has which data role on an instance, from wherever; undefined when that can't be read. */
export async function holdersOf(
  azure: AzureReads,
  subscriptionId: string,
  instanceId: string,
): Promise<readonly Holder[] | undefined> {
  const all = await unlessRefused(azure.roleAssignments(instanceId));
  const held = all?.flatMap((each) => {
    const role = dataRoleOf(each.roleId);
    return role === undefined ? [] : [{ ...each, role: role.name }];
  });
  if (held === undefined) return undefined;
  const ids = [...new Set(held.map(({ principalId }) => principalId))];
  const names = ids.length === 0 ? [] : ((await unlessRefused(azure.principalsById(subscriptionId, ids))) ?? []);
  return held.map(({ principalId, principalType, role, scope }) => {
    const known = names.find((each) => sameName(each.id, principalId));
    const name = known === undefined || sameName(known.name, principalId) ? undefined : known.name;
    return { principalId, principalType: principalType ?? known?.type, name, role, scope };
  });
}

export type Endpoint = 'answers' | 'refused' | 'unreachable' | 'unknown';

const answers: Readonly<Record<TwinsAnswer['is'], Endpoint>> = {
  answered: 'answers',
  forbidden: 'refused',
  unauthorized: 'refused',
  'unknown-host': 'refused',
  'no-such-host': 'unreachable',
};

/** What the instance's own endpoint says to the account that looks, by one small read. */
export async function endpointOf(
  azure: AzureReads,
  subscriptionId: string,
  hostName: string | undefined,
): Promise<Endpoint> {
  if (hostName === undefined) return 'unknown';
  try {
    return answers[(await azure.askTwins(subscriptionId, hostName, false)).is];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return error.httpStatus === undefined ? 'unreachable' : 'unknown';
  }
}
