import { sameName } from '../../domain/names.ts';
import type { Azure, Deployment, DeploymentKey } from '../../port/azure.ts';

/** Deployments of this program begin with it. */
const prefix = 'adt-setup-';

/** Regions in which a scope may keep records of deployments ("Azure subscription limits", Locations of deployments). */
const mostLocations = 10;

/** Names that may follow each other for one plan. */
const mostNames = 1000;

/** The name of a plan's deployment, or of one more of them: 64 characters at most. */
const nameOf = (planId: string, at: number): string => `${prefix}${planId}${at === 0 ? '' : `-${at + 1}`}`;

/** A name for a deployment that no other has: one that is remembered already is never replaced. */
export async function freeName(
  azure: Pick<Azure, 'deployment'>,
  { subscriptionId, planId }: { readonly subscriptionId: string; readonly planId: string },
  known: readonly DeploymentKey[] | undefined,
): Promise<string> {
  for (let at = 0; at < mostNames; at += 1) {
    const name = nameOf(planId, at);
    const isKnown = known?.some((each) => sameName(each.name, name)) ?? false;
    if (!isKnown && (await azure.deployment({ subscriptionId, name })) === undefined) return name;
  }
  throw new TypeError(`A thousand deployments of the plan ${planId} are remembered.`);
}

/** The region that keeps the record: the wanted one, unless as many as there may be are in use and it is none of them. */
export function locationFor(wanted: string, known: readonly Deployment[] | undefined): string {
  const used = [...new Set((known ?? []).flatMap(({ location }) => location?.toLowerCase() ?? []))];
  const [first] = used;
  return used.length < mostLocations || used.includes(wanted) || first === undefined ? wanted : first;
}

/** A deployment of this program, also of another computer, that is under way and makes one of these instances. */
export function alikeUnderWay(
  known: readonly Deployment[] | undefined,
  parameter: string,
  instances: readonly string[],
): Deployment | undefined {
  const wanted = new Set(instances.map((id) => id.toLowerCase()));
  return known?.find(({ name, isOver, parameters }) => {
    const made = parameters[parameter];
    const isMine = !isOver && name.toLowerCase().startsWith(prefix) && Array.isArray(made);
    return isMine && made.some((id) => typeof id === 'string' && wanted.has(id.toLowerCase()));
  });
}
