import { SetupError } from '../../errors.ts';
import type { Azure, DeploymentOrder, Sent } from '../../port/azure.ts';
import type { Rows } from '../../state/rows.ts';
import { errorOf, isAbout } from './causes.ts';
import type { Member } from './running.ts';
import { nestedId } from './site.ts';
import type { Part } from './template.ts';

/** The rows of a deployment that is about to be sent, with what it makes for each. */
export function membersOf(
  { sites, before }: Pick<Part, 'sites' | 'before'>,
  { subscriptionId, name, location }: Pick<DeploymentOrder, 'subscriptionId' | 'name' | 'location'>,
  correlationId: string,
): readonly Member[] {
  return sites.map((site): Member => {
    const { memory, context, plan, row } = site.row;
    const since = new Date(context.clock.now()).toISOString();
    const things = site.things.filter(({ id }) => !before.has(id.toLowerCase()));
    const deploying = {
      subscriptionId,
      name,
      location,
      correlationId,
      since,
      nested: nestedId(site),
      things,
    };
    return { name: row.name, region: plan.report.location ?? '', deploying, memory, context };
  });
}

/** Sends it; where it isn't known whether it has arrived, it is looked for by what no other one has. */
async function begin(azure: Azure, order: DeploymentOrder, correlationId: string): Promise<Sent> {
  const isThere = async (): Promise<boolean> => (await azure.deployment(order))?.correlationId === correlationId;
  try {
    const sent = await azure.deploy(order, correlationId);
    return sent.is === 'under-way' && (await isThere()) ? { is: 'accepted' } : sent;
  } catch (error) {
    if (error instanceof SetupError && (await isThere())) return { is: 'accepted' };
    throw error;
  }
}

/** What came of sending: it is under way, or nothing was begun, and why: of some rows, or of all alike. */
export type Begun =
  | { readonly is: 'accepted' }
  /** Another one has the name by now. */
  | { readonly is: 'name-in-use' }
  | { readonly is: 'refused'; readonly of: ReadonlyMap<Member, SetupError>; readonly error: SetupError };

/** Why Azure doesn't take a deployment: the rows that it names, each with its own error. */
function refusedRows(
  members: readonly Member[],
  { troubles }: Extract<Sent, { is: 'refused' }>,
): ReadonlyMap<Member, SetupError> {
  const named = members.flatMap((member) => {
    const own = troubles.find((each) => isAbout(each, member));
    return own === undefined ? [] : [[member, errorOf(own, member)] as const];
  });
  return new Map(named);
}

/**
 * Sends a deployment. It is saved with each row before, and forgotten where nothing was begun. `order`: makes what is sent.
 * @throws SetupError when it isn't known whether it was begun: carrying on finds out.
 */
export async function send(
  azure: Azure,
  rows: Rows,
  members: readonly Member[],
  order: () => DeploymentOrder,
): Promise<Begun> {
  const correlationId = members[0]?.deploying.correlationId ?? '';
  const each = async (change: (member: Member) => void): Promise<void> =>
    await rows.atOnce(() => Promise.resolve(members.forEach(change)));
  await each(({ memory, deploying }) => memory.deploying(deploying));
  const sent = await begin(azure, order(), correlationId);
  if (sent.is === 'accepted') return sent;
  await each(({ memory }) => memory.deployed());
  if (sent.is === 'under-way') return { is: 'name-in-use' };
  return { is: 'refused', of: refusedRows(members, sent), error: sent.error };
}
