import { expiresAt, isActive } from '../../world/deployments.ts';
import { judge } from '../../world/rights.ts';
import { changed, type World } from '../../world/world.ts';
import type { Call } from '../call.ts';
import { refusal } from '../refusal.ts';
import { americanTime } from '../tokens.ts';
import { deploymentId, deploymentsAt, deploymentType, findDeployment, type Place } from './place.ts';

/** How many deployments a scope remembers (Microsoft's page "Deployment history deletions"). */
const mostRemembered = 800;
const tooMany = 700;
const afterwards = 600;

/** Above 700 the oldest are forgotten, down to 600; with the caller's rights, and not under a lock against deletion. */
export function withoutOldest(call: Call, place: Place): World {
  const { world } = call;
  const all = deploymentsAt(world, place);
  if (all.length <= tooMany) return world;
  const locked = world.locks.some((each) => place.scope.toLowerCase().startsWith(each.scope.toLowerCase()));
  const act = { action: `${deploymentType}/delete`, scope: place.scope };
  if (locked || judge(world, call.caller, act, call.context.now).is !== 'granted') return world;
  const gone = new Set(
    all
      .filter((each) => !isActive(each))
      .slice(0, all.length - afterwards)
      .map((each) => each.id.toLowerCase()),
  );
  const kept = Object.entries(world.deployments ?? {}).filter(([id]) => !gone.has(id));
  return changed(world, { deployments: Object.fromEntries(kept) });
}

/** A name that a running deployment has, a full history, another location: refused as recorded. */
export function refuseClash(world: World, place: Place, name: string, location: string | undefined): void {
  const before = findDeployment(world, deploymentId(place, name));
  if (before === undefined) {
    if (deploymentsAt(world, place).length < mostRemembered) return;
    throw refusal(
      409,
      'DeploymentQuotaExceeded',
      `Creating the deployment '${name}' would exceed the quota of '${mostRemembered}'. The current deployment count is '${mostRemembered}', please delete some deployments before creating a new one. Please see https://aka.ms/arm-deploy for usage details.`,
    );
  }
  if (location !== before.location)
    throw refusal(
      409,
      'InvalidDeploymentLocation',
      `Invalid deployment location '${location ?? ''}'. The deployment '${name}' already exists in location '${before.location ?? ''}'.`,
    );
  if (!isActive(before)) return;
  throw refusal(
    409,
    'DeploymentActive',
    `The deployment with resource id '${before.id}' cannot be saved, because this would overwrite an existing deployment which is still active. If this is an intentional re-deployment, please wait for the original deployment to complete, or cancel it before re-attempting the operation. The previous deployment was started at '${americanTime(before.startedAt)}' with correlationId '${before.correlationId}', and will expire at '${americanTime(expiresAt(before))}' if it does not complete before then. Please see https://aka.ms/arm-deploy-resources for usage details.`,
  );
}
