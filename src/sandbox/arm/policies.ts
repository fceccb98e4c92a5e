import type { Outcome } from '../context.ts';
import { regionNamed, regions } from '../world/regions.ts';
import { isAtOrBelow, resourceId } from '../world/resources.ts';
import type { Policy, World } from '../world/world.ts';
import { bodyOf, type Call, findGroup, param, property, type Route, subscriptionOf } from './call.ts';
import { groupNotFound, refusal } from './refusal.ts';

/** A resource that is about to be written, as policies see it. */
export interface Written {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Azure's definition "Allowed locations" leaves resource groups out, "Require a tag on resources" too. */
function concerns(type: string): boolean {
  return type.toLowerCase() !== 'microsoft.resources/resourcegroups';
}

function violates(policy: Policy, written: Pick<Written, 'location' | 'tags'>): boolean {
  if (policy.rule.kind === 'allowedLocations')
    return !policy.rule.locations.includes(regionNamed(written.location)?.name ?? written.location);
  const { tag } = policy.rule;
  return !Object.keys(written.tags).some((name) => name.toLowerCase() === tag.toLowerCase());
}

function policiesAt(world: World, scope: string): readonly Policy[] {
  return world.policies.filter((policy) => isAtOrBelow(scope, policy.scope));
}

function assignmentId(policy: Policy): string {
  return `${policy.scope}/providers/Microsoft.Authorization/policyAssignments/${policy.name}`;
}

/** 403 RequestDisallowedByPolicy, with the assignment and definition in the text and in `additionalInfo`. */
export function enforcePolicies(call: Call, written: Written): void {
  const broken = policiesAt(call.world, written.id).filter(
    (policy) => policy.effect === 'Deny' && concerns(written.type) && violates(policy, written),
  );
  if (broken.length === 0) return;
  const identifiers = broken.map((policy) => ({
    policyAssignment: { name: policy.displayName, id: assignmentId(policy) },
    policyDefinition: { name: policy.definitionDisplayName, id: policy.definitionId },
  }));
  throw refusal(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${written.name}' was disallowed by policy. Policy identifiers: '${JSON.stringify(identifiers)}'.`,
    {
      target: written.name,
      additionalInfo: broken.map((policy) => ({
        type: 'PolicyViolation',
        info: {
          policyDefinitionDisplayName: policy.definitionDisplayName,
          policyDefinitionId: policy.definitionId,
          policyDefinitionName: policy.definitionName,
          policyDefinitionEffect: policy.effect.toLowerCase(),
          policyAssignmentId: assignmentId(policy),
          policyAssignmentName: policy.name,
          policyAssignmentDisplayName: policy.displayName,
          policyAssignmentScope: policy.scope,
        },
      })),
    },
  );
}

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
  const relevant = policiesAt(call.world, scope).filter(
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
  const policyEvaluations = relevant
    .filter((policy) =>
      policy.rule.kind === 'allowedLocations'
        ? typeof location === 'string' && !asks.has('location')
        : !asks.has('tags'),
    )
    .filter((policy) => violates(policy, { location: String(location), tags }))
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
