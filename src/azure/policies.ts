import { type InstanceResource, instanceType, instanceVersion } from '../domain/instance.ts';
import { regionName } from '../domain/names.ts';
import { contentOf } from '../domain/resource.ts';
import type { RequiredTag, Restrictions } from '../port/place-rules.ts';
import { inAddress } from '../text/in-address.ts';
import type { Clients } from './http/clients.ts';
import { objectIn } from './http/evidence.ts';
import { nameOfPolicy } from './policy-names.ts';
import { ifTold } from './refusals/if-told.ts';
import { refused } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** One thing that a policy says about a field (Microsoft.PolicyInsights 2023-03-01, `FieldRestriction`). */
interface Restriction {
  readonly field: string;
  /** Required, Removed, Deny, Audit. */
  readonly result: string;
  readonly values: readonly string[];
  readonly effect: string;
  readonly assignmentId: string;
}

/** What policies are asked about: a group, or the subscription as long as there is none. */
interface Inquiry {
  readonly subscriptionId: string;
  readonly resourceGroup: string | undefined;
  readonly doing: string;
}

const groupType = 'Microsoft.Resources/subscriptions/resourceGroups';

/**
 * Asks Azure Policy which regions and tags it would refuse (`checkPolicyRestrictions`): a POST that reads, and needs no
 * more than a Reader has. A group that isn't there yet is asked about at the subscription, and itself too, since groups
 * have policies of their own ("Allowed locations for resource groups").
 */
export async function readRestrictions(
  clients: Clients,
  subscriptionId: string,
  resourceGroup: string | undefined,
  regions: readonly string[],
): Promise<Restrictions | undefined> {
  const about = clients.about({ doing: 'ask which rules of your company apply', subscriptionId });
  const types = resourceGroup === undefined ? [instanceType, groupType] : [instanceType];
  const inquiry = { subscriptionId, resourceGroup, doing: about.doing };
  const found = await ifTold(Promise.all(types.map((type) => check(clients, inquiry, type, regions))), about);
  if (found === undefined) return undefined;
  const all = found.flat();
  const ids = [...new Set(all.map((each) => each.assignmentId))];
  const names = new Map(
    await Promise.all(ids.map(async (id) => [id, await nameOfPolicy(clients, subscriptionId, id)] as const)),
  );
  const name = (each: Restriction): string => names.get(each.assignmentId) ?? '';
  return { regions: deniedRegions(all, regions, name), tags: requiredTags(all, name) };
}

async function check(
  clients: Clients,
  inquiry: Inquiry,
  type: string,
  regions: readonly string[],
): Promise<readonly Restriction[]> {
  const pendingFields = [{ field: 'location', values: regions }, { field: 'tags' }];
  const { fieldRestrictions: fields } = await ask(clients, inquiry, { type }, pendingFields);
  if (!Array.isArray(fields)) throw unusable(inquiry.doing);
  return fields.flatMap(restrictionsOf);
}

/** One `checkPolicyRestrictions`; gives the answer's body. */
async function ask(
  clients: Clients,
  { subscriptionId, resourceGroup, doing }: Inquiry,
  resourceContent: { readonly type: string },
  pendingFields: readonly object[],
): Promise<Readonly<Record<string, unknown>>> {
  const { session } = clients;
  const { cloud } = clients.connection.rules;
  const group = resourceGroup === undefined ? '' : `/resourceGroups/${inAddress(resourceGroup)}`;
  const path = `/subscriptions/${inAddress(subscriptionId)}${group}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions`;
  const apiVersion = resourceContent.type === instanceType ? instanceVersion : '2022-09-01';
  const answer = await clients.send({
    url: `${cloud.resourceManager}${path}?api-version=2023-03-01`,
    scope: cloud.resourceManagerScope,
    credential: session.credential(session.tenantOf(subscriptionId)),
    body: { resourceDetails: { resourceContent, apiVersion }, pendingFields },
  });
  if (answer.status !== 200) throw refused(answer);
  return objectIn(answer, doing);
}

/**
 * Asks Azure Policy about a whole instance: which policies would refuse just this one (`contentEvaluationResult`). Policies that
 * only watch (audit) are none of them.
 */
export async function readPolicyDenials(
  clients: Clients,
  wanted: InstanceResource,
  resourceGroup: string | undefined,
): Promise<readonly string[] | undefined> {
  const subscriptionId = wanted.id.split('/')[2] ?? '';
  const about = clients.about({ doing: 'ask which rules of your company apply', subscriptionId });
  const content = { type: instanceType, name: wanted.name, ...contentOf(wanted) };
  const body = await ifTold(ask(clients, { subscriptionId, resourceGroup, doing: about.doing }, content, []), about);
  const { contentEvaluationResult } = (body ?? {}) as { contentEvaluationResult?: { policyEvaluations?: unknown } };
  const evaluations = contentEvaluationResult?.policyEvaluations;
  if (!Array.isArray(evaluations)) return undefined;
  const ids = evaluations.flatMap((each: unknown) => {
    const { evaluationResult, effectDetails, policyInfo } = (each ?? {}) as Record<string, Record<string, unknown>>;
    const isDenied =
      text(evaluationResult).toLowerCase() === 'noncompliant' &&
      ['deny', ''].includes(text(effectDetails?.['policyEffect']).toLowerCase());
    return isDenied ? [text(policyInfo?.['policyAssignmentId'])] : [];
  });
  return await Promise.all([...new Set(ids)].map((id) => nameOfPolicy(clients, subscriptionId, id)));
}

function restrictionsOf(entry: unknown): Restriction[] {
  const { field, restrictions } = (entry ?? {}) as { field?: unknown; restrictions?: unknown };
  if (typeof field !== 'string' || !Array.isArray(restrictions)) return [];
  return restrictions.map((each: unknown): Restriction => {
    const { result, values, policyEffect, policy } = (each ?? {}) as Record<string, unknown>;
    return {
      field,
      result: text(result).toLowerCase(),
      values: Array.isArray(values) ? values.map(text) : [],
      effect: text(policyEffect).toLowerCase(),
      assignmentId: text(((policy ?? {}) as Record<string, unknown>)['policyAssignmentId']),
    };
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `Deny` lists the values that are refused; `Required` those that are the only ones accepted. */
function deniedRegions(
  all: readonly Restriction[],
  asked: readonly string[],
  name: (each: Restriction) => string,
): ReadonlyMap<string, string> {
  const denied = new Map<string, string>();
  for (const each of all.filter(({ field }) => field.toLowerCase() === 'location')) {
    const values = new Set(each.values.map(regionName));
    const isDenied = (region: string): boolean =>
      each.result === 'deny'
        ? values.size === 0 || values.has(region)
        : each.result === 'required' && values.size > 0 && !values.has(region);
    for (const region of asked) if (isDenied(region) && !denied.has(region)) denied.set(region, name(each));
  }
  return denied;
}

/** Tags that must be given. Policies that add a tag by themselves (append, modify) are listed too, and refuse nothing. */
function requiredTags(all: readonly Restriction[], name: (each: Restriction) => string): readonly RequiredTag[] {
  const tags = new Map<string, RequiredTag>();
  for (const each of all) {
    const [, dotted, bracketed] = /^tags(?:\.(.+)|\['?(.+?)'?\])$/i.exec(each.field) ?? [];
    const tag = dotted ?? bracketed;
    if (tag === undefined || each.result !== 'required' || (each.effect !== 'deny' && each.effect !== '')) continue;
    if (tags.has(tag.toLowerCase())) continue;
    const values = each.values.length === 0 ? {} : { values: each.values };
    tags.set(tag.toLowerCase(), { name: tag, policy: name(each), ...values });
  }
  return [...tags.values()];
}
