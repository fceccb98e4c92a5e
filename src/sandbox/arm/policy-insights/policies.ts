import type { Outcome } from '../../context.ts';
import type { Policy } from '../../world/guards.ts';
import { regionNamed, regions } from '../../world/regions.ts';
import { isAtOrBelow, resourceId } from '../../world/resources.ts';
import { bodyOf, type Call, findGroup, param, property, type Route, subscriptionOf } from '../call.ts';
import { instanceType } from '../digital-twins/instance-body.ts';
import { groupNotFound, refusal } from '../refusal.ts';

/** A resource that is about to be written, as policies see it. */
export interface Written {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Of instances: what they say of access from the internet, and the kind of their identity. */
  readonly publicNetworkAccess?: string | undefined;
  readonly identity?: string | undefined;
}

type Content = Pick<Written, 'type' | 'location' | 'tags' | 'publicNetworkAccess' | 'identity'>;

/** Azure's definition "Allowed locations" leaves resource groups out, "Require a tag on resources" too. */
function concerns(type: string): boolean {
  return type.toLowerCase() !== 'microsoft.resources/resourcegroups';
}

function violates({ rule }: Policy, written: Content): boolean {
  const isInstance = written.type.toLowerCase() === instanceType.toLowerCase();
  switch (rule.kind) {
    case 'allowedLocations':
      return !rule.locations.includes(regionNamed(written.location)?.name ?? written.location);
    case 'requiredTag':
      return !Object.keys(written.tags).some((name) => name.toLowerCase() === rule.tag.toLowerCase());
    case 'noPublicAccess':
      return isInstance && written.publicNetworkAccess?.toLowerCase() !== 'disabled';
    case 'systemIdentity':
      return isInstance && written.identity?.includes('SystemAssigned') !== true;
  }
}

/** What the setting `policyOnInstances` puts on every subscription. */
const onInstances = (kind: 'noPublicAccess' | 'systemIdentity', scope: string): Policy => ({
  name: `contoso-${kind.toLowerCase()}`,
  displayName: kind === 'noPublicAccess' ? 'Contoso: no access from the internet' : 'Contoso: managed identities only',
  scope: scope.split('/').slice(0, 3).join('/'),
  definitionId: `/providers/Microsoft.Authorization/policyDefinitions/contoso-${kind.toLowerCase()}`,
  definitionName: `contoso-${kind.toLowerCase()}`,
  definitionDisplayName: `Contoso definition ${kind}`,
  effect: 'Deny',
  rule: { kind },
});

function policiesAt({ world, context }: Call, scope: string): readonly Policy[] {
  const { policyOnInstances: kind } = context.settings;
  const all = kind === 'none' ? world.policies : [...world.policies, onInstances(kind, scope)];
  return all.filter((policy) => isAtOrBelow(scope, policy.scope));
}

function assignmentId(policy: Policy): string {
  return `${policy.scope}/providers/Microsoft.Authorization/policyAssignments/${policy.name}`;
}

/** 403 RequestDisallowedByPolicy, with the assignment and definition in the text and in `additionalInfo`. */
export function enforcePolicies(call: Call, written: Written): void {
  const broken = policiesAt(call, written.id).filter(
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
