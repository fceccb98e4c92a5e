import type { Source } from '../../src/azure/refusals/response.ts';
import type { Ending, ErrorDetails } from '../../src/errors.ts';

type Again = ErrorDetails['again'] | 'no';

export interface Case {
  /** As Azure codes it; the AADSTS number is in the message. */
  readonly code: string;
  readonly status?: number;
  readonly says: string;
  readonly from?: Source;
  readonly ending: Ending;
  readonly again?: Again;
  readonly cures?: readonly string[];
  /** What message and help must hold together. */
  readonly tells: RegExp;
  /** Sent as a 401 with claims in WWW-Authenticate. */
  readonly claims?: true;
}

const rights = (action: string, scope: string): string =>
  `The client 'ana' with object id 'x' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;

const entra = (
  word: string,
  says: string,
  rest: Omit<Case, 'code' | 'says' | 'from' | 'ending' | 'status'> & { ending?: Ending; status?: number },
): Case => ({
  status: 400,
  ending: 'signIn',
  ...rest,
  code: word,
  says,
  from: 'signIn',
});

/** The refusals that are known from recordings, logs and documentation; the wording of Azure, shortened. */
export const cases: readonly Case[] = [
  // Signing in.
  entra('authorization_pending', 'AADSTS70016: OAuth 2.0 device flow error. Authorization is pending.', {
    again: 'soon',
    tells: /microsoft\.com\/devicelogin/,
  }),
  entra(
    'expired_token',
    "AADSTS70020: The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    { cures: ['sign-in'], tells: /new code/ },
  ),
  entra('authorization_declined', 'The end user denied the authorization request.', {
    cures: ['sign-in'],
    tells: /canceled/,
  }),
  entra('bad_verification_code', 'AADSTS70018: Invalid verification code.', { cures: ['sign-in'], tells: /new code/ }),
  entra('interaction_required', 'AADSTS50076: You must use multi-factor authentication.', {
    cures: ['sign-in'],
    tells: /az login --tenant 11111111-1111/,
  }),
  entra('interaction_required', 'AADSTS50079: Strong authentication enrollment (proof-up) is required.', {
    cures: ['sign-in'],
    tells: /aka\.ms\/mfasetup/,
  }),
  entra('interaction_required', 'AADSTS50158: External security challenge was not satisfied.', {
    cures: ['sign-in'],
    tells: /browser/,
  }),
  entra('access_denied', 'AADSTS53003: Access has been blocked by Conditional Access policies.', {
    cures: ['sign-in'],
    tells: /--auth browser/,
  }),
  entra('access_denied', 'AADSTS53000: Device is not in required device state: compliant.', {
    cures: ['sign-in'],
    tells: /manage/,
  }),
  entra('consent_required', 'AADSTS65001: The user or administrator has not consented to use the application.', {
    cures: ['sign-in'],
    tells: /administrator/,
  }),
  entra('access_denied', 'AADSTS65004: User declined to consent to access the app.', {
    cures: ['sign-in'],
    tells: /accept/,
  }),
  entra('unauthorized_client', "AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.", {
    cures: ['directory', 'sign-in'],
    tells: /AZURE_CLIENT_ID/,
  }),
  entra('invalid_client', 'AADSTS7000215: Invalid client secret provided.', {
    status: 401,
    cures: ['sign-in'],
    tells: /value of the secret/,
  }),
  entra('invalid_client', "AADSTS7000218: The request body must contain 'client_assertion' or 'client_secret'.", {
    status: 401,
    cures: ['sign-in'],
    tells: /Allow public client flows/,
  }),
  entra('invalid_request', "AADSTS90002: Tenant 'x' not found.", { cures: ['directory'], tells: /--cloud/ }),
  entra('interaction_required', 'AADSTS50020: User account does not exist in tenant.', {
    cures: ['directory'],
    tells: /guest/,
  }),
  entra('invalid_grant', 'AADSTS50034: The user account does not exist in the directory.', {
    cures: ['directory', 'sign-in'],
    tells: /directory/,
  }),
  entra('invalid_grant', 'AADSTS50057: The user account is disabled.', { cures: ['sign-in'], tells: /administrator/ }),
  entra('invalid_grant', 'AADSTS50126: Invalid username or password.', {
    cures: ['sign-in'],
    tells: /--auth browser/,
  }),
  entra('invalid_grant', 'AADSTS700082: The refresh token has expired due to inactivity.', {
    cures: ['sign-in'],
    tells: /az login/,
  }),
  entra('invalid_request', 'AADSTS50059: No tenant-identifying information found', {
    cures: ['directory'],
    tells: /AZURE_TENANT_ID/,
  }),
  entra('invalid_scope', "AADSTS70011: The provided value for the input parameter 'scope' is not valid.", {
    ending: 'defect',
    again: 'no',
    tells: /report/,
  }),
  entra('temporarily_unavailable', 'The server is temporarily too busy to handle the request.', {
    status: 503,
    ending: 'forNow',
    again: 'soon',
    tells: /minute/,
  }),
  // Subscriptions.
  {
    code: 'InvalidAuthenticationTokenTenant',
    status: 401,
    says: "The access token is from the wrong issuer 'https://sts.windows.net/a/'. It must match the tenant 'https://sts.windows.net/22222222-2222-2222-2222-222222222222/' associated with this subscription.",
    ending: 'signIn',
    cures: ['directory', 'subscription'],
    tells: /--tenant 22222222-2222-2222-2222-222222222222/,
  },
  {
    code: 'InvalidAuthenticationTokenAudience',
    status: 401,
    says: 'The access token has been obtained for wrong audience.',
    ending: 'defect',
    again: 'no',
    tells: /report/,
  },
  {
    code: 'SubscriptionNotFound',
    status: 404,
    says: "The subscription 'x' could not be found.",
    ending: 'usage',
    cures: ['subscription'],
    tells: /az account list/,
  },
  {
    code: 'MissingSubscription',
    status: 404,
    says: 'The request did not have a subscription or a valid tenant level resource provider.',
    ending: 'usage',
    cures: ['subscription'],
    tells: /MSYS_NO_PATHCONV=1/,
  },
  {
    code: 'ReadOnlyDisabledSubscription',
    status: 409,
    says: "The subscription 'x' is disabled and therefore marked as read only.",
    ending: 'refused',
    cures: ['subscription'],
    tells: /aka\.ms\/disabledsubscription/,
  },
  {
    code: 'NoSubscriptions',
    status: 200,
    says: '',
    ending: 'refused',
    cures: ['directory', 'sign-in'],
    tells: /azure\.microsoft\.com\/free/,
  },
  // The provider.
  {
    code: 'MissingSubscriptionRegistration',
    status: 409,
    says: "The subscription is not registered to use namespace 'Microsoft.DigitalTwins'.",
    ending: 'forNow',
    again: 'soon',
    tells: /az provider register --namespace Microsoft\.DigitalTwins/,
  },
  {
    code: 'MissingSubscriptionRegistration',
    status: 409,
    says: "The subscription registration is in 'Unregistered' state.",
    ending: 'forNow',
    again: 'soon',
    tells: /az provider register/,
  },
  {
    code: 'AuthorizationFailed',
    status: 403,
    says: rights('Microsoft.DigitalTwins/register/action', '/subscriptions/1'),
    ending: 'handover',
    again: 'no',
    tells: /Microsoft\.DigitalTwins\/register\/action.*Contributor or Owner/s,
  },
  {
    code: 'NoRegisteredProviderFound',
    status: 400,
    says: "No registered resource provider found for location 'westeurope' and API version '2023-01-31' for type 'digitalTwinsInstances'.",
    ending: 'forNow',
    again: 'soon',
    cures: ['region'],
    tells: /minutes after the registration.*another region/s,
  },
  // Resource groups.
  {
    code: 'ResourceGroupNotFound',
    status: 404,
    says: "Resource group 'rg-plant' could not be found.",
    ending: 'refused',
    cures: ['group'],
    tells: /az group create --name rg-plant --location westeurope/,
  },
  {
    code: 'InvalidResourceGroupLocation',
    status: 409,
    says: "Invalid resource group location 'westus'. The Resource group already exists in location 'eastus2'.",
    ending: 'refused',
    cures: ['group'],
    tells: /eastus2/,
  },
  {
    code: 'ResourceGroupBeingDeleted',
    status: 409,
    says: 'The resource group is in deprovisioning state.',
    ending: 'forNow',
    again: 'soon',
    tells: /az group exists --name rg-plant/,
  },
  {
    code: 'AuthorizationFailed',
    status: 403,
    says: rights('Microsoft.Resources/subscriptions/resourceGroups/write', '/subscriptions/1/resourcegroups/rg-plant'),
    ending: 'handover',
    again: 'no',
    tells: /resourceGroups\/write/,
  },
  {
    code: 'ResourceGroupDeletionTimeout',
    status: 409,
    says: "Deletion of resource group 'x' did not finish as resources with identifiers 'Microsoft.Network/virtualNetworks/v' could not be deleted.",
    ending: 'refused',
    again: 'no',
    tells: /virtualNetworks\/v/,
  },
  {
    code: 'ScopeLocked',
    status: 409,
    says: "The scope 'x' cannot perform write operation because following scope(s) are locked: 'y'.",
    ending: 'refused',
    cures: ['group'],
    tells: /lock/,
  },
  {
    code: 'RequestDisallowedByPolicy',
    status: 403,
    says: 'Resource \'x\' was disallowed by policy. Policy identifiers: \'[{"policyAssignment":{"name":"Allowed locations","id":"/s"},"policyDefinition":{"name":"Tags","id":"/d"}}]\'.',
    ending: 'refused',
    cures: ['region', 'tags', 'group'],
    tells: /Allowed locations.*--tags KEY=VALUE/s,
  },
  // The instance.
  {
    code: 'AlreadyExists',
    status: 200,
    says: "A DigitalTwins instance with the name 'plant-twins' already exists in region 'westeurope'.",
    ending: 'refused',
    cures: ['name', 'region'],
    tells: /plant-twins/,
  },
  {
    code: 'LocationNotAvailableForResourceType',
    status: 400,
    says: "The provided location 'norwayeast' is not available. List of available regions for the resource type is 'westus2,westeurope'.",
    ending: 'refused',
    cures: ['region'],
    tells: /westus2/,
  },
  {
    code: 'RequestDisallowedByAzure',
    status: 403,
    says: "Resource 'x' was disallowed by Azure: This policy maintains a set of best available regions.",
    ending: 'refused',
    cures: ['region', 'subscription'],
    tells: /Allowed resource deployment regions/,
  },
  {
    code: 'RequestDisallowedByAzure',
    status: 403,
    says: "Resource 'x' was disallowed by Azure: The selected region is currently not accepting new customers.",
    ending: 'refused',
    cures: ['region', 'subscription'],
    tells: /no new customers/,
  },
  {
    code: 'RequestDisallowedByPolicy',
    status: 401,
    claims: true,
    says: 'Resource was disallowed by policy. Reasons: MFA is required.',
    ending: 'signIn',
    cures: ['sign-in'],
    tells: /second proof/,
  },
  {
    code: 'AuthorizationFailed',
    status: 403,
    says: rights('Microsoft.DigitalTwins/digitalTwinsInstances/write', '/subscriptions/1/resourceGroups/rg-plant'),
    ending: 'handover',
    again: 'no',
    tells: /sign out and in again/,
  },
  {
    code: 'ResourceNotFound',
    status: 404,
    says: "The Resource 'Microsoft.DigitalTwins/digitalTwinsInstances/x' was not found.",
    ending: 'refused',
    cures: ['name', 'group'],
    tells: /az dt list --resource-group rg-plant/,
  },
  {
    code: 'SubscriptionRequestsThrottled',
    status: 429,
    says: "Number of 'read' requests exceeded. Please try again after '10' seconds.",
    ending: 'forNow',
    again: 'soon',
    tells: /too many requests/,
  },
  {
    code: 'GatewayTimeout',
    status: 504,
    says: 'The gateway did not receive a response.',
    ending: 'forNow',
    again: 'soon',
    tells: /nothing is made twice/,
  },
  {
    code: 'InternalServerError',
    status: 500,
    says: 'An error occurred.',
    ending: 'forNow',
    again: 'soon',
    tells: /An error occurred/,
  },
  {
    code: 'QuotaExceeded',
    status: 409,
    says: 'The operation exceeds the quota.',
    ending: 'refused',
    cures: ['region'],
    tells: /newsupportrequest/,
  },
  {
    code: 'AnotherOperationInProgress',
    status: 409,
    says: 'Wait for concurrent operation to complete.',
    ending: 'forNow',
    again: 'soon',
    tells: /still going on/,
  },
  {
    code: 'Failed',
    status: 200,
    says: 'The service could not start.',
    ending: 'refused',
    cures: ['region', 'name'],
    tells: /az dt delete --dt-name plant-twins --resource-group rg-plant/,
  },
  // The role.
  {
    code: 'AuthorizationFailed',
    status: 403,
    says: rights(
      'Microsoft.Authorization/roleAssignments/write',
      '/subscriptions/1/resourceGroups/g/providers/Microsoft.DigitalTwins/digitalTwinsInstances/i/providers/Microsoft.Authorization/roleAssignments/g',
    ).replace('authorization to', 'authorization or an ABAC condition not fulfilled to'),
    ending: 'handover',
    again: 'no',
    tells:
      /condition.*User Access Administrator.*--scope \/subscriptions\/1\/resourceGroups\/g\/providers\/Microsoft\.DigitalTwins\/digitalTwinsInstances\/i\./s,
  },
  {
    code: 'RoleAssignmentExists',
    status: 409,
    says: 'The role assignment already exists. The ID of the existing role assignment is 0a2b7dc58eb449709418694f83a6c164.',
    ending: 'refused',
    again: 'no',
    tells: /already/,
  },
  {
    code: 'RoleAssignmentExists',
    status: 409,
    says: 'The role assignment already exists.',
    ending: 'refused',
    again: 'no',
    tells: /already/,
  },
  {
    code: 'RoleAssignmentUpdateNotPermitted',
    status: 400,
    says: 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    ending: 'refused',
    again: 'no',
    tells: /az role assignment list/,
  },
  {
    code: 'PrincipalNotFound',
    status: 400,
    says: 'Principal ce06f85a does not exist in the directory x. Check that you have the correct principal ID.',
    ending: 'forNow',
    again: 'soon',
    cures: ['principal'],
    tells: /few minutes/,
  },
  {
    code: 'PrincipalNotFound',
    status: 400,
    says: 'Principal ce06f85a does not exist in the directory.',
    ending: 'forNow',
    again: 'soon',
    cures: ['principal'],
    tells: /object id/,
  },
  {
    code: 'UnmatchedPrincipalType',
    status: 400,
    says: "The PrincipalId 'x' has type 'ServicePrincipal' , which is different from specified PrinciaplType 'User'.",
    ending: 'usage',
    cures: ['principal'],
    tells: /az ad sp show/,
  },
  {
    code: 'RoleDefinitionDoesNotExist',
    status: 400,
    says: "The specified role definition with ID 'x' does not exist.",
    ending: 'usage',
    cures: ['role'],
    tells: /bcd981a7-7f74-457b-83e1-cceb9e632ffe/,
  },
  {
    code: 'LinkedAuthorizationFailed',
    status: 403,
    says: "The client has permission to perform action 'a/join/action' on scope 's', however the linked subscription 'x' was not found.",
    ending: 'refused',
    cures: ['subscription', 'directory'],
    tells: /same directory/,
  },
  {
    code: 'RoleAssignmentLimitExceeded',
    status: 400,
    says: 'No more role assignments can be created',
    ending: 'refused',
    cures: ['principal'],
    tells: /group/,
  },
  {
    code: 'CannotDeleteLastRbacAdminAssignment',
    status: 400,
    says: 'Cannot delete the last RBAC admin assignment',
    ending: 'refused',
    again: 'no',
    tells: /Owner/,
  },
  // People.
  {
    code: 'NobodyFound',
    status: 200,
    says: '',
    from: 'directory',
    ending: 'usage',
    cures: ['principal'],
    tells: /o'neil@contoso\.com.*AllUsers/s,
  },
  {
    code: 'Request_ResourceNotFound',
    status: 404,
    says: "Resource 'x' does not exist.",
    from: 'directory',
    ending: 'usage',
    cures: ['principal'],
    tells: /spelling/,
  },
  {
    code: 'Authorization_RequestDenied',
    status: 403,
    says: 'Insufficient privileges to complete the operation.',
    from: 'directory',
    ending: 'usage',
    cures: ['principal'],
    tells: /object id/,
  },
  {
    code: 'BadRequest',
    status: 400,
    says: '/me request is only valid with delegated authentication flow.',
    from: 'directory',
    ending: 'defect',
    again: 'no',
    tells: /application/,
  },
  {
    code: 'InvalidAuthenticationToken',
    status: 401,
    says: 'Access token has expired or is not yet valid.',
    from: 'directory',
    ending: 'signIn',
    cures: ['sign-in'],
    tells: /date and time/,
  },
  // The instance's own endpoint.
  {
    code: '',
    status: 403,
    says: '',
    from: 'twins',
    ending: 'forNow',
    again: 'soon',
    tells: /10 minutes.*Owner of the subscription is not enough/s,
  },
  {
    code: '',
    status: 404,
    says: 'Sub-domain not found.',
    from: 'twins',
    ending: 'signIn',
    cures: ['directory'],
    tells: /--tenant/,
  },
  { code: '', status: 401, says: '', from: 'twins', ending: 'forNow', again: 'soon', tells: /sign out and in again/ },
  {
    code: 'ModelNotFound',
    status: 404,
    says: 'There is no Model(s) available that matches.',
    from: 'twins',
    ending: 'refused',
    again: 'no',
    tells: /az dt model list/,
  },
  {
    code: '',
    status: 401,
    says: 'Status: 401 (Unauthorized)',
    from: 'twins',
    ending: 'forNow',
    again: 'soon',
    tells: /up to 10 minutes/,
  },
];
