import type { SetupRecord } from '../state/record.ts';
import { type StepId, stepIds } from '../step/step.ts';

/** "the sandbox", "Azure (AzureCloud)". */
export function cloudWords(cloud: string): string {
  return cloud === 'sandbox' ? 'the sandbox' : `Azure (${cloud})`;
}

/** "just now", "12 minutes ago", "yesterday 18:04", "on 3 November 2026". */
function ago(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} minute${minutes === 1 ? '' : 's'} ago`;
  const time = `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`;
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `yesterday ${time}`;
  return `on ${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

const sent: Partial<Readonly<Record<StepId, string>>> = {
  provider: 'switch the service on',
  'resource-group': 'create the resource group',
  instance: 'create the instance',
  role: 'grant the role',
};

function nameOf(record: SetupRecord): string {
  return record.answers['name']?.value ?? record.answers['resourceGroup']?.value ?? 'not named yet';
}

/** What is known of an unfinished set-up before anybody looks at Azure. */
export function describeUnfinished(record: SetupRecord, now: Date): string {
  const started = ago(new Date(record.startedAt), now);
  const progress =
    record.done.length === 0
      ? `${Object.keys(record.answers).length} questions answered, nothing created yet`
      : `${record.done.length} of ${stepIds.length} steps done`;
  const last =
    record.making === null ? '' : ` The last thing sent was "${sent[record.making.step] ?? record.making.step}".`;
  return `An unfinished set-up: ${nameOf(record)}, started ${started}, ${progress}.${last}`;
}

/** What is known of a finished set-up. */
export function describeFinished(record: SetupRecord, now: Date): string {
  return `A finished set-up: ${nameOf(record)}, ready ${ago(new Date(record.updatedAt), now)}.`;
}
