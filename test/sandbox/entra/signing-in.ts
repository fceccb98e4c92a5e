import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { cli } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import type { Bench } from '../bench.ts';

export const scope = 'https://management.core.windows.net//.default openid profile offline_access';
export const token = '/oauth2/v2.0/token';

/** Posts a form to the login of a tenant. */
export const post = (made: Bench, tenant: string, path: string, fields: Record<string, string>): Promise<Answer> =>
  made.ask('POST', `/${tenant}${path}`, { as: null, body: fields });

/** What a token says. */
export const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** The tokens of a sign-in by device code. */
export async function signedIn(
  made: Bench,
  tenant: string = contoso.tenant,
  more: Record<string, string> = {},
): Promise<Answer> {
  const start = await post(made, tenant, '/oauth2/v2.0/devicecode', { client_id: cli, scope, ...more });
  made.pass(60);
  const { device_code: code } = start.body as { device_code: string };
  return post(made, tenant, token, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: cli,
    device_code: code,
    code,
    scope,
    ...more,
  });
}
