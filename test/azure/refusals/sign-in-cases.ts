import { type Case, entra } from './case.ts';

/** Refusals of signing in. */
export const signInCases: readonly Case[] = [
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
    tells: /defect/,
  }),
  entra('temporarily_unavailable', 'The server is temporarily too busy to handle the request.', {
    status: 503,
    ending: 'forNow',
    again: 'soon',
    tells: /minute/,
  }),
];
