import { assignmentOf } from '../domain/assignment.ts';
import { resourceGroupId } from '../domain/group.ts';
import { instanceId } from '../domain/instance.ts';
import { isAtOrBelowScope, nameIn, sameName } from '../domain/names.ts';
import type { PrincipalType } from '../domain/principal-type.ts';
import { kindIn, type Resource } from '../domain/resource.ts';
import { dataRole } from '../domain/roles.ts';
import type { Plan } from '../engine/plan.ts';
import { usageError } from '../errors.ts';
import type { Access, Declared, Exported, Found } from '../export/exported.ts';
import type { Cloud } from '../port/cloud.ts';
import type { Report } from '../step/report.ts';
import { listed } from '../text/listing.ts';
import { version } from '../version.ts';

/** What is known of a set-up before it is written down. */
export interface Known {
  readonly cloud: Pick<Cloud, 'name' | 'twinsScope'>;
  readonly report: Partial<Report>;
  readonly planId?: string | undefined;
  readonly declared: readonly Declared[];
  /** Ids of what was there before. */
  readonly found: readonly string[];
  /** What to know of it, a sentence each. */
  readonly notes: readonly string[];
  readonly unsayable?: string | undefined;
  /** Whether Azure was looked at. */
  readonly isSeen: boolean;
}

/** What has been planned, as values to write down. */
export function exportedPlan(plan: Plan, cloud: Known['cloud']): Exported {
  const declared = [...plan.resources, ...plan.later].map((resource) => ({ resource, exists: false }));
  return exportedOf({
    cloud,
    report: plan.report,
    planId: plan.id,
    declared,
    found: plan.found,
    notes: [],
    isSeen: true,
  });
}

/** The instance's id as Azure's documents write it, whatever an answer of Azure's said. */
function canonicalInstance({ report, declared }: Known): string {
  const made = declared.map(({ resource }) => resource).find(({ kind }) => kind === 'instance')?.id;
  const id = made ?? report.resourceId ?? '';
  const group = nameIn(id, 'resourceGroups') ?? report.resourceGroup;
  const name = made === undefined && report.resourceId === undefined ? report.name : id.split('/').at(-1);
  const subscription = id.split('/')[2] ?? report.subscriptionId;
  if (subscription === undefined || group === undefined || !name) {
    throw usageError(
      'not-answered',
      "This set-up isn't answered far enough to be written down: it names no instance yet.",
      'Run adt-setup and answer its questions; nothing is created before you say so.',
    );
  }
  return instanceId(subscription, group, name);
}

/** An id in the documented case, also that of something in the instance or in its group. */
function canonical(id: string, instance: string): string {
  const [, , subscription = '', , group = ''] = instance.split('/');
  const base = [instance, resourceGroupId(subscription, group)].find((each) => isAtOrBelowScope(id, each));
  return base === undefined ? id : `${base}${id.slice(base.length)}`;
}

/** A resource by ids in the documented case: the scope of an access is the instance as Azure spelt it when it was found. */
function inForm({ resource, exists }: Declared, instance: string): Declared {
  const id = canonical(resource.id, instance);
  if (resource.kind !== 'assignment') return { resource: { ...resource, id }, exists };
  return { resource: { ...resource, id, scope: canonical(resource.scope, instance) }, exists };
}

function accessOf({ report, declared }: Known): Access | undefined {
  const { role } = report;
  if (role !== undefined) {
    return {
      principal: role.assignee,
      principalId: role.principalId,
      principalType: role.principalType as PrincipalType | undefined,
      role: role.name,
      roleId: role.definitionId,
    };
  }
  const made = declared.map(({ resource }) => resource).find((each) => each.kind === 'assignment');
  if (made === undefined) return undefined;
  const { principalId, principalType, roleId } = made;
  return { principal: principalId, principalId, principalType, role: dataRole(roleId).name, roleId };
}

const wordFor: Readonly<Record<Resource['kind'], string>> = {
  registration: 'the service',
  group: 'the resource group',
  instance: 'the instance',
  assignment: 'the access',
  other: 'another resource',
};

function lookedAt({ isSeen, declared }: Known, found: readonly Found[]): string {
  const things = [
    ...found.map(({ kind }) => `${wordFor[kind]} (was there before)`),
    ...declared.map(({ resource: { kind }, exists }) => `${wordFor[kind]} (${exists ? 'made' : 'not there yet'})`),
  ];
  return isSeen
    ? `Looked at in Azure: ${listed(things)}.`
    : `Azure could not be looked at. As saved, and perhaps not as it is now: ${listed(things)}.`;
}

/** A set-up as values, complete and in the forms that every tool takes. @throws SetupError (usage) where it names no instance. */
export function exportedOf(known: Known): Exported {
  const { cloud, report, planId, notes, unsayable } = known;
  const instance = canonicalInstance(known);
  const declared = known.declared.map((each) => inForm(each, instance));
  const made = declared.map(({ resource }) => resource).find((each) => each.kind === 'instance');
  const found = known.found.map((id) => ({ id: canonical(id, instance), kind: kindIn(id) }));
  const group = resourceGroupId(instance.split('/')[2] ?? '', nameIn(instance, 'resourceGroups') ?? '');
  const isKnown = (id: string): boolean =>
    found.some((each) => sameName(each.id, id)) || declared.some(({ resource }) => sameName(resource.id, id));
  // A set-up that is over may have nothing to say of the place that it used.
  const places = [group, instance].filter((id) => !isKnown(id)).map((id) => ({ id, kind: kindIn(id) }));
  const all = [...found, ...places];
  return {
    cloud: cloud.name,
    tenantId: report.tenantId ?? '',
    twinsScope: cloud.twinsScope,
    instanceId: instance,
    location: made?.location ?? report.location ?? '',
    hostName: report.hostName,
    declared,
    found: all,
    access: accessOf(known),
    planId,
    version,
    about: [lookedAt(known, all), ...notes],
    unsayable,
  };
}

/** The access that a report tells of, where nobody wrote down what was sent. */
export function assignmentIn({ role }: Partial<Report>): Resource | undefined {
  if (role === undefined) return undefined;
  const { scope, definitionId: roleId, principalId, principalType } = role;
  return assignmentOf({ scope, roleId, principalId, principalType: principalType as PrincipalType | undefined });
}
