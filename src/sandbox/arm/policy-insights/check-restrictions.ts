import type { Outcome } from '../../context.ts';
import { findGroup } from '../../world/find.ts';
import type { Policy } from '../../world/guards.ts';
import { regionNamed, regions } from '../../world/regions.ts';
import { resourceId } from '../../world/resources.ts';
import { bodyOf, type Call, param, property, type Route, subscriptionOf } from '../call.ts';
import { groupNotFound, refusal } from '../refusal.ts';
import { assignmentId, type Content, concerns, policiesAt, violates } from './policies.ts';

function reference(policy: Policy): object {
  return { policyDefinitionId: policy.definitionId, policyAssignmentId: assignmentId(policy) };
}

interface Pending {
  readonly field: string;
  readonly values: readonly string[];
}

/** What a policy says about one field, when it says anything. */
function restriction(policy: Policy, field: Pending, tags: Readonly<Record<string, string>>): object | undefined {
  const name = field.field.toLowerCase();
  const audit = policy.effect === 'Audit';
  if (policy.rule.kind === 'allowedLocations') {
    if (name !== 'location') return undefined;
    const allowed = policy.rule.locations;
    const asked = field.values.length > 0 ? field.values : regions.map((region) => region.name);
    const values = asked.filter((each) => !allowed.includes(regionNamed(each)?.name ?? each));
    return values.length === 0
      ? undefined
      : { result: audit ? 'Audit' : 'Deny', values, policy: reference(policy), policyEffect: policy.effect };
  }
  if (policy.rule.kind !== 'requiredTag') return undefined;
  const { tag } = policy.rule;
  if (Object.keys(tags).some((each) => each.toLowerCase() === tag.toLowerCase())) return undefined;
  if (name !== 'tags' && name !== `tags.${tag.toLowerCase()}` && name !== `tags['${tag.toLowerCase()}']`)
    return undefined;
  return { result: audit ? 'Audit' : 'Required', policy: reference(policy), policyEffect: policy.effect };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const stringsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** `checkPolicyRestrictions`: which values of which fields policies would refuse, before anything is sent. */
function check(call: Call): Outcome {
  const { id } = subscriptionOf(call);
  const group = param(call, 'group') === '' ? undefined : findGroup(call.world, id, param(call, 'group'));
  if (param(call, 'group') !== '' && group === undefined) throw groupNotFound(param(call, 'group'));
  const body = bodyOf(call);
  const content = property(property(body, 'resourceDetails'), 'resourceContent');
  if (typeof content !== 'object' || content === null)
    throw refusal(
      400,
      'InvalidCheckRestrictionsRequest',
      "The request's property 'resourceDetails.resourceContent' is required.",
    );
  const scope = group === undefined ? resourceId.subscription(id) : resourceId.group(id, group.name);
  const type = textOf(property(content, 'type'));
  const location = property(content, 'location');
  const heldTags = property(content, 'tags');
  const tags = typeof heldTags === 'object' && heldTags !== null ? (heldTags as Record<string, string>) : {};
  const includeAudit = body['includeAuditEffect'] === true;
  const relevant = policiesAt(call, scope).filter(
    (policy) => (type === '' || concerns(type)) && (policy.effect === 'Deny' || includeAudit),
  );
  const pending: Pending[] = (Array.isArray(body['pendingFields']) ? body['pendingFields'] : []).map(
    (each: unknown) => ({
      field: textOf(property(each, 'field')),
      values: stringsOf(property(each, 'values')),
    }),
  );
  const tagFields = relevant.flatMap((policy) =>
    policy.rule.kind === 'requiredTag' ? [`tags.${policy.rule.tag}`] : [],
  );
  const fieldRestrictions = pending.flatMap((field) => {
    // A question about all tags is answered tag by tag.
    const fields =
      field.field.toLowerCase() === 'tags' ? tagFields.map((each) => ({ field: each, values: [] })) : [field];
    return fields.flatMap((each) => {
      const restrictions = relevant.flatMap((policy) => restriction(policy, each, tags) ?? []);
      return restrictions.length === 0 ? [] : [{ field: each.field, restrictions }];
    });
  });
  const asks = new Set(pending.map((field) => field.field.toLowerCase()));
  // A content without properties leaves open what they will be.
  const properties = property(content, 'properties');
  const isDecided = (kind: Policy['rule']['kind']): boolean => {
    if (kind === 'allowedLocations') return typeof location === 'string' && !asks.has('location');
    return kind === 'requiredTag' ? !asks.has('tags') : properties !== undefined;
  };
  const whole: Content = {
    type,
    location: String(location),
    tags,
    publicNetworkAccess: textOf(property(properties, 'publicNetworkAccess')),
    identity: textOf(property(property(content, 'identity'), 'type')),
  };
  const policyEvaluations = relevant
    .filter(({ rule }) => isDecided(rule.kind))
    .filter((policy) => violates(policy, whole))
    .map((policy) => ({
      policyInfo: reference(policy),
      evaluationResult: 'NonCompliant',
      evaluationDetails: {},
      effectDetails: { policyEffect: policy.effect },
    }));
  return { reply: { status: 200, body: { fieldRestrictions, contentEvaluationResult: { policyEvaluations } } } };
}

const needs = (call: Call): { action: string; scope: string } => {
  const group = param(call, 'group');
  const { id } = subscriptionOf(call);
  return {
    action: 'Microsoft.PolicyInsights/checkPolicyRestrictions/read',
    scope: group === '' ? resourceId.subscription(id) : resourceId.group(id, group),
  };
};

export const policyRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/subscriptions/{subscription}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions',
    family: 'policyInsights',
    changesNothing: true,
    needs,
    handle: check,
  },
  {
    method: 'POST',
    pattern:
      '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions',
    family: 'policyInsights',
    changesNothing: true,
    needs,
    handle: check,
  },
];
