import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let sandbox: Sandbox;

beforeEach(async () => {
  home = newHome('contributor');
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'contributor' });
});

afterEach(async () => {
  await sandbox.close();
  home.remove();
});

function send(
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

/** An administrator does what the hand-over says, with the Azure CLI's own random name for the assignment. */
async function grant(scope: string, principalId: string, role: string): Promise<number> {
  const { clientId, clientSecret } = sandbox.servicePrincipal;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://management.core.windows.net//.default',
  });
  const token = await send('POST', `/${sandbox.tenantId}/oauth2/v2.0/token`, form.toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  const { access_token: bearer } = JSON.parse(token.body) as { access_token: string };
  const roleDefinitionId = `/subscriptions/${sandbox.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/7d2f0c3e-1111-4222-8333-444455556666?api-version=2020-04-01-preview`;
  const body = JSON.stringify({ properties: { roleDefinitionId, principalId, principalType: 'User' } });
  return (await send('PUT', path, body, { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }))
    .status;
}

test('a Contributor gets an instance and a hand-over; when the role is granted, the next run ends ready', async () => {
  const first = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect(first.code).toBe(3);
  const document = JSON.parse(first.stdout) as { handOverFile: string; resourceId: string };
  expect(document).toMatchObject({ outcome: 'handover', requests: { writes: 3 } });
  const text = readFileSync(document.handOverFile, 'utf8');
  const [line = ''] = /^az role assignment create .*$/m.exec(text) ?? [];
  expect(line).toContain(`--scope ${document.resourceId}`);
  expect(text).toContain('Bea Cruz (Owner)');

  const again = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect(again.code).toBe(3);
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'handover', requests: { writes: 0 } });

  const value = (flag: string): string => new RegExp(`--${flag} (\\S+)`).exec(line)?.[1] ?? '';
  expect(await grant(value('scope'), value('assignee-object-id'), value('role'))).toBe(201);

  const last = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect(last.code).toBe(0);
  expect(JSON.parse(last.stdout)).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
});

test('the sandbox that runs already on the data directory is used', async () => {
  const { stdout } = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect((JSON.parse(stdout) as { hostName: string }).hostName).toContain(`localhost:${sandbox.port}/`);
});
