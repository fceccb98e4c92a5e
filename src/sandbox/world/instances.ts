import type { Moment } from './moment.ts';

/** Who made an instance and who changed it last, as ARM keeps it. */
export interface SystemData {
  readonly createdBy: string;
  readonly createdByType: 'User' | 'Application';
  readonly createdAt: string;
  readonly lastModifiedBy: string;
  readonly lastModifiedByType: 'User' | 'Application';
  readonly lastModifiedAt: string;
}

/** An instance of Azure Digital Twins. */
export interface Instance {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly identity?: {
    readonly type: string;
    readonly principalId?: string;
    readonly tenantId?: string;
    readonly userAssignedIdentities?: Readonly<Record<string, object>>;
  };
  readonly publicNetworkAccess: 'Enabled' | 'Disabled';
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  readonly systemData: SystemData;
  /** Null until the creation is over. */
  readonly hostLabel: string | null;
  readonly state: 'Provisioning' | 'Updating' | 'Deleting' | 'Succeeded' | 'Failed';
  /** When the state is over: `Deleting` ends in nothing, the others in `Succeeded`, or in `Failed` with `fails`. */
  readonly until?: Moment;
  readonly fails?: { readonly code: string; readonly message: string };
  /** By name in small letters. */
  readonly endpoints?: Readonly<Record<string, Endpoint>>;
  /** Names this instance's twins; a later instance of the same name has another one. */
  readonly key: string;
}

/** Where an instance could send its events. What is secret about it is not kept. */
export interface Endpoint {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly createdTime: string;
  /** Missing in worlds of earlier versions. */
  readonly systemData?: SystemData;
  /** When it is there. */
  readonly until: Moment;
}

/** A request that is carried out after it was answered. */
export interface Operation {
  readonly id: string;
  readonly kind: 'Create' | 'Update' | 'Delete' | 'DeleteGroup';
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly resourceName: string;
  readonly location: string;
  readonly startedAt: Moment;
  readonly endsAt: Moment;
  readonly fails?: { readonly code: string; readonly message: string };
  readonly actor: string;
}
