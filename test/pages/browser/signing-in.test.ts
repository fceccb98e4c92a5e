import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { azureCli } from '../served.ts';
import { found, inBrowser, withBrowser } from './chromium.ts';

const { open, listening } = withBrowser();

describe('the sandbox as it runs', () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    if (found)
      sandbox = await startSandbox({ dataDirectory: folder, port: 0, settings: { deviceApprovalSeconds: -1 } });
  });
  afterAll(async () => {
    if (found) await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function post(path: string, form: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const sent = httpsRequest(`${sandbox.origin}${path}`, { method: 'POST', ca: sandbox.ca, headers }, (answer) => {
        let text = '';
        answer.on('data', (part) => (text += String(part)));
        answer.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
      });
      sent.on('error', reject);
      sent.end(new URLSearchParams(form).toString());
    });
  }

  const scope = 'https://management.azure.com/.default offline_access openid';

  async function polled(deviceCode: unknown): Promise<Readonly<Record<string, unknown>>> {
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    return post('/organizations/oauth2/v2.0/token', {
      grant_type,
      client_id: azureCli,
      device_code: String(deviceCode),
    });
  }

  inBrowser('device login by keyboard alone, as somebody else', async () => {
    const started = await post('/organizations/oauth2/v2.0/devicecode', { client_id: azureCli, scope });
    const [page, troubles] = await open(sandbox.origin);
    await page.goto(String(started['verification_uri']));
    await page.keyboard.type(String(started['user_code']).toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Ana Lima' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: 'Bea Cruz' }).isChecked()).toBe(true);
    expect(await polled(started['device_code'])).toMatchObject({ error: 'authorization_pending' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();
    const tokens = await polled(started['device_code']);
    const claims = String(tokens['access_token']).split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ upn: 'bea@contoso.com' });
    expect(troubles).toEqual([]);
  });

  inBrowser('device login declined', async () => {
    const started = await post('/organizations/oauth2/v2.0/devicecode', { client_id: azureCli, scope });
    const [page] = await open(sandbox.origin);
    await page.goto(`${String(started['verification_uri'])}?code=${String(started['user_code'])}`);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'You cancelled' }).waitFor();
    expect(await polled(started['device_code'])).toMatchObject({ error: 'authorization_declined' });
  });

  inBrowser.each(['query', 'form_post'])(
    'the browser flow ends at the program that asked (%s)',
    async (response_mode) => {
      const seen: string[] = [];
      const program = createServer((incoming, outgoing) => {
        let text = incoming.url ?? '';
        incoming.on('data', (part) => (text += `?${String(part)}`));
        incoming.on('end', () => {
          if (!text.startsWith('/favicon')) seen.push(text);
          outgoing.end('<h1>Done</h1>');
        });
      });
      const redirect_uri = `${await listening(program)}/`;
      const [page] = await open(sandbox.origin);
      const query = { client_id: azureCli, response_type: 'code', redirect_uri, scope, state: 's1', response_mode };
      await page.goto(`${sandbox.origin}/organizations/oauth2/v2.0/authorize?${new URLSearchParams(query).toString()}`);
      await page.getByLabel('Bea Cruz').check();
      await page.getByRole('button', { name: 'Continue' }).click();
      if (response_mode === 'form_post') await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'Done' }).waitFor();
      const answer = new URLSearchParams(seen[0]?.slice(seen[0].lastIndexOf('?')));
      expect(answer.get('state')).toBe('s1');
      const form = {
        grant_type: 'authorization_code',
        client_id: azureCli,
        redirect_uri,
        code: answer.get('code') ?? '',
      };
      expect(await post('/organizations/oauth2/v2.0/token', form)).toMatchObject({ token_type: 'Bearer' });
    },
  );

  inBrowser("links of the real portal's form lead to the pages here", async () => {
    const campus = `/resource/subscriptions/${contoso.production}/resourceGroups/rg-campus-prod/providers/Microsoft.DigitalTwins/digitalTwinsInstances/contoso-campus`;
    const [page, troubles] = await open(sandbox.origin);
    await page.goto(`${sandbox.origin}/#@/${campus.slice(1)}/users`);
    await page.getByRole('heading', { name: 'Role assignments' }).waitFor();
    await page.goto('about:blank');
    await page.goto(`${sandbox.origin}/#@contoso.com${campus}/overview`);
    await page.getByText('contoso-campus.api.weu').waitFor();
    await page.goto('about:blank');
    await page.goto(`${sandbox.origin}/#blade/Microsoft_AAD_IAM/UsersManagementMenuBlade/AllUsers`);
    await page.getByRole('heading', { name: 'People' }).waitFor();
    expect(troubles).toEqual([]);
  });
});
