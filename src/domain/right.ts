/** One thing that Azure lets an account do at a scope (a resource id) and below. */
export interface Right {
  readonly action: string;
  readonly scope: string;
}

/** The management actions that a set-up needs, one for each kind of request that changes something. */
export const actions = {
  register: 'Microsoft.DigitalTwins/register/action',
  createGroup: 'Microsoft.Resources/subscriptions/resourceGroups/write',
  createInstance: 'Microsoft.DigitalTwins/digitalTwinsInstances/write',
  assignRole: 'Microsoft.Authorization/roleAssignments/write',
} as const;

/** The management actions that taking it back needs, one for each kind of request that deletes something. */
export const deletions = {
  group: 'Microsoft.Resources/subscriptions/resourceGroups/delete',
  instance: 'Microsoft.DigitalTwins/digitalTwinsInstances/delete',
  assignment: 'Microsoft.Authorization/roleAssignments/delete',
} as const;

/** The kinds of what can be taken back: what others may depend on, such as a registration, stays. */
export type Removable = keyof typeof deletions;

/** Something that is taken back. */
export interface Taken {
  readonly kind: Removable;
  readonly id: string;
}
