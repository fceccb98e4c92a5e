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

/** The kinds of what can be taken back: what others may depend on, such as a registration, stays. */
export type Removable = 'group' | 'instance' | 'assignment';
