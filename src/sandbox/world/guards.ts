/** A management lock. */
export interface Lock {
  readonly name: string;
  readonly scope: string;
  readonly level: 'ReadOnly' | 'CanNotDelete';
  readonly notes?: string;
}

/** What a policy assignment demands. */
type PolicyRule =
  | { readonly kind: 'allowedLocations'; readonly locations: readonly string[] }
  | { readonly kind: 'requiredTag'; readonly tag: string }
  /** Instances must not be reachable from the internet. */
  | { readonly kind: 'noPublicAccess' }
  /** Instances must have an identity of their own. */
  | { readonly kind: 'systemIdentity' }
  /** Things of this type must not be deleted (effect denyAction). */
  | { readonly kind: 'noDeletion'; readonly type: string };

/** A policy assignment, with its definition. */
export interface Policy {
  readonly name: string;
  readonly displayName: string;
  readonly scope: string;
  readonly definitionId: string;
  readonly definitionName: string;
  readonly definitionDisplayName: string;
  readonly effect: 'Deny' | 'Audit' | 'DenyAction';
  readonly rule: PolicyRule;
}
