/** Whatever answers may have: tests look into them freely, and expectations say what is really there. */
export interface Body {
  readonly [index: number]: Body;
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly status: string;
  readonly managedBy: string;
  readonly tags: unknown;
  readonly nextLink: string | undefined;
  readonly '@odata.nextLink': string;
  readonly '@odata.type': string;
  readonly value: readonly Body[];
  /** An object in ARM's and Graph's errors, a word in Entra's. */
  readonly error: string & {
    readonly code: string;
    readonly message: string;
    readonly target: string;
    readonly additionalInfo: readonly { readonly type: string }[];
  };
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly properties: Properties;
  readonly systemData: { readonly createdAt: string };
  readonly identity: { readonly principalId: string };
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly nameAvailable: boolean;
  readonly reason: string;
  readonly registrationState: string;
  readonly resourceTypes: readonly { readonly resourceType: string; readonly locations: readonly string[] }[];
  readonly fieldRestrictions: readonly unknown[];
  readonly user_code: string;
  readonly device_code: string;
  readonly message: string;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly client_info: string;
  readonly scope: string;
  readonly keys: readonly unknown[];
  readonly tenant_discovery_endpoint: string;
  readonly authentication: { readonly loginEndpoint: string };
}

interface Properties {
  readonly provisioningState: string;
  readonly hostName: string | null;
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  readonly createdOn: string;
  readonly createdBy: string | null;
  readonly scope: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly roleEligibilityScheduleId: string;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}
