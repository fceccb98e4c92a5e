import { request } from 'node:https';
import type { Sandbox } from '../../src/sandbox/server.ts';

function send(
  sandbox: Sandbox,
  method: string,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${sandbox.origin}${path}`, { method, ca: sandbox.ca, agent: false, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A token of the sandbox's own application, which may do everything. */
async function tokenOf(sandbox: Sandbox): Promise<string> {
  const { clientId, clientSecret } = sandbox.servicePrincipal;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://management.core.windows.net//.default',
  });
  const token = await send(sandbox, 'POST', `/${sandbox.tenantId}/oauth2/v2.0/token`, form.toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  return (JSON.parse(token.body) as { access_token: string }).access_token;
}

/** Somebody deletes something, in the portal perhaps; gives the status. */
export async function remove(sandbox: Sandbox, id: string): Promise<number> {
  // The versions of Microsoft.DigitalTwins and Microsoft.Resources.
  const version = id.includes('/providers/') ? '2023-01-31' : '2021-04-01';
  const headers = { authorization: `Bearer ${await tokenOf(sandbox)}` };
  return (await send(sandbox, 'DELETE', `${id}?api-version=${version}`, '', headers)).status;
}

/** An administrator does what the hand-over says, with the Azure CLI's own random name for the assignment; gives the status. */
export async function grant(
  sandbox: Sandbox,
  scope: string,
  principalId: string,
  role: string,
  condition?: string,
): Promise<number> {
  const bearer = await tokenOf(sandbox);
  const roleDefinitionId = `/subscriptions/${sandbox.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/7d2f0c3e-1111-4222-8333-444455556666?api-version=2020-04-01-preview`;
  const conditional = condition === undefined ? {} : { condition, conditionVersion: '2.0' };
  const body = JSON.stringify({ properties: { roleDefinitionId, principalId, principalType: 'User', ...conditional } });
  return (
    await send(sandbox, 'PUT', path, body, { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' })
  ).status;
}

/** Somebody makes, changes or removes something by hand; gives the status. */
export async function byHand(
  sandbox: Sandbox,
  method: 'PUT' | 'PATCH' | 'DELETE',
  id: string,
  version: string,
  body: object = {},
): Promise<number> {
  const headers = { authorization: `Bearer ${await tokenOf(sandbox)}`, 'content-type': 'application/json' };
  return (await send(sandbox, method, `${id}?api-version=${version}`, JSON.stringify(body), headers)).status;
}
