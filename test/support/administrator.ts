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

/** An administrator does what the hand-over says, with the Azure CLI's own random name for the assignment; gives the status. */
export async function grant(
  sandbox: Sandbox,
  scope: string,
  principalId: string,
  role: string,
  condition?: string,
): Promise<number> {
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
  const { access_token: bearer } = JSON.parse(token.body) as { access_token: string };
  const roleDefinitionId = `/subscriptions/${sandbox.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/7d2f0c3e-1111-4222-8333-444455556666?api-version=2020-04-01-preview`;
  const conditional = condition === undefined ? {} : { condition, conditionVersion: '2.0' };
  const body = JSON.stringify({ properties: { roleDefinitionId, principalId, principalType: 'User', ...conditional } });
  return (
    await send(sandbox, 'PUT', path, body, { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' })
  ).status;
}
