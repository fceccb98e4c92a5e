import type { Policy } from '../../world/guards.ts';
import type { Call } from '../call.ts';
import { refusal } from '../refusal.ts';
import { assignmentId, concerns, policiesAt, violates, type Written } from './policies.ts';

/** 403 RequestDisallowedByPolicy, with the assignment and definition in the text and in `additionalInfo`. */
export function enforcePolicies(call: Call, written: Written): void {
  refuse(
    written.name,
    policiesAt(call, written.id).filter(
      (policy) => policy.effect === 'Deny' && concerns(written.type) && violates(policy, written),
    ),
  );
}

/** The same for something that is to be deleted (effect denyAction). */
export function enforceDeletion(call: Call, id: string, type: string): void {
  refuse(
    id.split('/').at(-1) ?? '',
    policiesAt(call, id).filter(
      ({ rule }) => rule.kind === 'noDeletion' && rule.type.toLowerCase() === type.toLowerCase(),
    ),
  );
}

function refuse(name: string, broken: readonly Policy[]): void {
  if (broken.length === 0) return;
  const identifiers = broken.map((policy) => ({
    policyAssignment: { name: policy.displayName, id: assignmentId(policy) },
    policyDefinition: { name: policy.definitionDisplayName, id: policy.definitionId },
  }));
  throw refusal(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${name}' was disallowed by policy. Policy identifiers: '${JSON.stringify(identifiers)}'.`,
    {
      target: name,
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
