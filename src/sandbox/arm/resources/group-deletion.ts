import type { Outcome } from '../../context.ts';
import type { Operation } from '../../world/instances.ts';
import { groupKey } from '../../world/keys.ts';
import { resourceId } from '../../world/resources.ts';
import type { ResourceGroup } from '../../world/subscriptions.ts';
import { changed } from '../../world/world.ts';
import { type Call, groupOf, subscriptionOf } from '../call.ts';
import { enforceDeletion } from '../policy-insights/enforcement.ts';
import { refusal } from '../refusal.ts';

/** `RESOURCEGROUPDELETIONJOB-NAME-REGION`, as the token in the polling address has it; hyphens of the name are written `:2D`. */
function jobOf(group: ResourceGroup): string {
  return `RESOURCEGROUPDELETIONJOB-${group.name.toUpperCase().replaceAll('-', ':2D')}-${group.location.toUpperCase()}`;
}

function pollHeaders(call: Call, job: string, location: string): Record<string, string> {
  const token = Buffer.from(JSON.stringify({ jobId: job, jobLocation: location })).toString('base64url');
  const { id } = subscriptionOf(call);
  return {
    Location: `${call.context.origin}/subscriptions/${id}/operationresults/${token}?api-version=${call.apiVersion}`,
    'Retry-After': '15',
  };
}

/** Recorded exchange: resourceGroups.delete poll -> 409 failure. */
function deletionTimeout(name: string): { code: string; message: string } {
  return {
    code: 'ResourceGroupDeletionTimeout',
    message: `Deletion of resource group '${name}' did not finish within the allowed time. The provisioning state of the resource group will be rolled back.`,
  };
}

/** 202 without a body, polled at Location until 200 without a body (recorded exchange: resourceGroups.delete). */
export function deleteGroup(call: Call): Outcome {
  const group = groupOf(call);
  const job = jobOf(group);
  const headers = pollHeaders(call, job, group.location);
  if (group.goneAt !== undefined) return { reply: { status: 202, headers } };
  enforceDeletion(
    call,
    resourceId.group(group.subscriptionId, group.name),
    'Microsoft.Resources/subscriptions/resourceGroups',
  );
  const { now, settings } = call.context;
  const goneAt = now + settings.groupDeletionSeconds * 1000;
  const fails = settings.groupDeletionEnds === 'Failed' ? deletionTimeout(group.name) : undefined;
  const key = groupKey(group.subscriptionId, group.name);
  const operation: Operation = {
    id: job,
    kind: 'DeleteGroup',
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    resourceName: group.name,
    location: group.location,
    startedAt: now,
    endsAt: goneAt,
    ...(fails === undefined ? {} : { fails }),
    actor: call.caller.objectId,
  };
  const world = changed(call.world, {
    groups: {
      ...call.world.groups,
      [key]: { ...group, goneAt, ...(fails === undefined ? {} : { deletionFails: true }) },
    },
    operations: { ...call.world.operations, [`${group.subscriptionId}/${job}`]: operation },
  });
  return { reply: { status: 202, headers }, world };
}

/** How far the deletion is: 202 until it is over, then 200 without a body, or what went wrong. */
export function deletionResult(call: Call, job: string): Outcome {
  const { id } = subscriptionOf(call);
  const operation = call.world.operations[`${id}/${job}`];
  if (operation === undefined) throw refusal(404, 'JobNotFound', `The job '${job}' could not be found.`);
  if (operation.endsAt > call.context.now)
    return { reply: { status: 202, headers: pollHeaders(call, job, operation.location) } };
  if (operation.fails !== undefined) {
    // Capital letters, as recorded: this body doesn't come from the gateway.
    const { code, message } = operation.fails;
    return {
      reply: {
        status: 409,
        body: {
          Error: {
            Code: code,
            Target: null,
            Message: message,
            Details: [
              { Code: null, Target: resourceId.group(id, operation.resourceGroup), Message: message, Details: null },
            ],
          },
        },
      },
    };
  }
  return { reply: { status: 200 } };
}
