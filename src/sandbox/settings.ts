import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../local/disk.ts';

/**
 * How the sandbox behaves, where Azure's behaviour varies or isn't known for certain. Every value can be set in
 * `settings.json` in the data directory and by the `settings` option, which wins.
 */
export interface Settings {
  /** From Registering to Registered. Recorded in Azure: 31, 77 and 91 s. */
  readonly registrationSeconds: number;
  /** From Provisioning to Succeeded. Recorded in Azure: 11 to 98.6 s. */
  readonly creationSeconds: number;
  /** From Deleting to gone. Recorded in Azure: 20 and 39 s. */
  readonly deletionSeconds: number;
  /** Recorded in Azure: 30 s to 40 min, median 216 s. */
  readonly groupDeletionSeconds: number;
  /** Until a new role assignment counts. In Azure up to 10 minutes. */
  readonly roleSpreadSeconds: number;
  /** Until a new principal is found by role assignments that don't say its type. Recorded in Azure: 13 to 252 s. */
  readonly replicationSeconds: number;
  /** Until the sandbox approves a device code by itself; -1: never, a person has to. */
  readonly deviceApprovalSeconds: number;
  /**
   * Until Bea Cruz gives the person who signs in what they turned out to lack: Contributor on the first subscription, or
   * the data role on an instance of theirs; -1: never.
   */
  readonly helpfulAdministratorSeconds: number;
  /** What the device-code answer tells clients to wait between polls. Recorded in Azure: 5. */
  readonly deviceCodeInterval: number;
  readonly deviceCodeLifetime: number;
  readonly tokenLifetimeSeconds: number;
  /** Entries on a page of a list; where Azure pages. */
  readonly pageSize: number;
  readonly latencyMilliseconds: number;
  /** Creating, changing and deleting needs a token with multi-factor authentication, otherwise 401 with a claims challenge. */
  readonly mfaForWrites: boolean;
  /** Activating an eligible role needs the number of a ticket. */
  readonly activationNeedsTicket: boolean;
  /** What a policy of the company demands of instances in all its subscriptions. */
  readonly policyOnInstances: 'none' | 'noPublicAccess' | 'systemIdentity' | 'noDeletion';
  /** Instances per region and subscription. */
  readonly instancesPerRegion: number;
  readonly assignmentsPerSubscription: number;
  /** Belief: a PUT or DELETE while an instance is being made or deleted: refused (409), or accepted. */
  readonly putWhileBusy: 'refused' | 'accepted';
  /** Belief: how long the name of a deleted instance stays taken. */
  readonly deletedNameHeldSeconds: number;
  /** Belief: whether a name is looked at before the provider is registered: refused (409), or answered. */
  readonly nameCheckUnregistered: 'refused' | 'answered';
  /** Belief: a read-only lock also refuses role assignments at the locked scope and below. */
  readonly readOnlyLockStopsRoles: boolean;
  /** Belief: whether `permissions` of a subscription can be read. */
  readonly subscriptionPermissions: 'answered' | 'refused';
  /** Whether polling addresses carry the long signed query of 2024 and later. */
  readonly signedPolling: boolean;
  /** How a creation ends. What failed stays listed with the state Failed. */
  readonly creationEnds: 'Succeeded' | 'Failed';
  /** How the deletion of a group ends: it is gone, or it failed and the group is as before. */
  readonly groupDeletionEnds: 'Gone' | 'Failed';
  /** So many more subscriptions, and groups in the first one: generated, never stored. The person who signs in owns them. */
  readonly crowdSubscriptions: number;
  readonly crowdGroups: number;
}

export const defaultSettings: Settings = {
  registrationSeconds: 4,
  creationSeconds: 8,
  deletionSeconds: 6,
  groupDeletionSeconds: 8,
  roleSpreadSeconds: 6,
  replicationSeconds: 30,
  deviceApprovalSeconds: 2,
  helpfulAdministratorSeconds: -1,
  deviceCodeInterval: 1,
  deviceCodeLifetime: 900,
  tokenLifetimeSeconds: 3600,
  pageSize: 1000,
  latencyMilliseconds: 0,
  mfaForWrites: false,
  activationNeedsTicket: false,
  policyOnInstances: 'none',
  instancesPerRegion: 10,
  assignmentsPerSubscription: 4000,
  putWhileBusy: 'refused',
  deletedNameHeldSeconds: 0,
  nameCheckUnregistered: 'refused',
  readOnlyLockStopsRoles: true,
  subscriptionPermissions: 'answered',
  signedPolling: true,
  creationEnds: 'Succeeded',
  groupDeletionEnds: 'Gone',
  crowdSubscriptions: 0,
  crowdGroups: 0,
};

const choices: Partial<Record<keyof Settings, readonly string[]>> = {
  policyOnInstances: ['none', 'noPublicAccess', 'systemIdentity', 'noDeletion'],
  putWhileBusy: ['refused', 'accepted'],
  nameCheckUnregistered: ['refused', 'answered'],
  subscriptionPermissions: ['answered', 'refused'],
  creationEnds: ['Succeeded', 'Failed'],
  groupDeletionEnds: ['Gone', 'Failed'],
};

/** What is wrong with one setting, if anything. */
function complaint(name: string, value: unknown): string | undefined {
  if (!Object.hasOwn(defaultSettings, name)) return `there is no setting "${name}"`;
  const key = name as keyof Settings;
  if (typeof value !== typeof defaultSettings[key]) return `"${name}" must be a ${typeof defaultSettings[key]}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${name}" must be a finite number`;
  const allowed = choices[key];
  if (allowed !== undefined && !allowed.includes(value as string)) return `"${name}" must be ${allowed.join(' or ')}`;
  return undefined;
}

function checked(settings: unknown, from: string): Partial<Settings> {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new Error(`${from}: not a JSON object`);
  for (const [name, value] of Object.entries(settings)) {
    const wrong = complaint(name, value);
    if (wrong !== undefined) throw new Error(`${from}: ${wrong}`);
  }
  return settings;
}

/** The settings of `settings.json` in the data directory, if it is there. */
export function storedSettings(dataDirectory: string): Partial<Settings> {
  const file = join(dataDirectory, 'settings.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw error;
  }
  try {
    return checked(JSON.parse(text), file);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${file}: not JSON (${error.message})`, { cause: error });
    throw error;
  }
}

/** Defaults, overridden by each of `layers` in turn. */
export function settingsFrom(...layers: readonly Partial<Settings>[]): Settings {
  let settings = defaultSettings;
  for (const layer of layers) settings = { ...settings, ...checked(layer, 'settings') };
  return settings;
}
