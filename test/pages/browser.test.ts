import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { hostile, hostileWorld } from './hostile-world.ts';
import { azureCli, contosoWithTwins, type Served, serve, withDeviceCode } from './served.ts';

const executablePath = '/usr/bin/chromium';
const found = existsSync(executablePath);
const inBrowser = found ? test : test.skip;
if (!found)
  test.skip(`no browser at ${executablePath}: the tests of the pages in Chromium are left out`, () => undefined);

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  if (!found) return;
  browser = await chromium.launch({ executablePath, args });
  context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.setDefaultTimeout(8000);
});
afterAll(async () => {
  for (const server of programs) server.close().closeAllConnections();
  if (found) await browser.close();
});

/** A page, and what went wrong on it: script errors, violations of the policy, dialogs, requests to elsewhere. */
async function open(origin: string): Promise<readonly [Page, string[]]> {
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) troubles.push(message.text());
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (each) => {
    if (!each.url().startsWith(`${origin}/`) && !each.url().startsWith('data:'))
      troubles.push(`request: ${each.url()}`);
  });
  return [page, troubles];
}

/** Roles in the tree that the browser gives to screen readers. */
async function rolesOf(page: Page): Promise<readonly unknown[]> {
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes.filter((each) => !each.ignored).map((each) => each.role?.value as unknown);
}

/** Servers beside the sandbox: programs that sign in, other sites. */
const programs: Server[] = [];

function listening(server: Server): Promise<string> {
  programs.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`));
  });
}

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

  inBrowser('links of the real portal’s form lead to the pages here', async () => {
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

describe('every page', () => {
  let served: Served;
  let code: string;
  beforeAll(async () => {
    served = await serve(hostileWorld(contosoWithTwins().world), hostile.twins);
    const [typed, world] = withDeviceCode(served.world(), served.context());
    served.change(world);
    code = typed;
  });
  afterAll(() => served.close());

  const authorize = new URLSearchParams({
    client_id: azureCli,
    response_type: 'code',
    redirect_uri: 'http://localhost:1/',
    scope: 'openid',
    state: hostile.text,
  });
  inBrowser.each<[string, string, number]>([
    ['home', '/portal', 200],
    ['search', `/portal?find=${encodeURIComponent(hostile.text)}`, 200],
    ['people', '/portal/users', 200],
    ['subscription', hostile.subscription, 200],
    ['group', `${hostile.group}/overview`, 200],
    ['instance', `${hostile.instance}/overview`, 200],
    ['access control', `${hostile.instance}/users`, 200],
    ['twin graph', `${hostile.instance}/graph`, 200],
    ['not found', `/portal/resource/${encodeURIComponent(hostile.text)}`, 404],
    ['device login', `/devicelogin?code=${encodeURIComponent(hostile.text)}`, 200],
    [
      'sign-in',
      `/organizations/oauth2/v2.0/authorize?${authorize.toString()}&login_hint=${encodeURIComponent(hostile.text)}`,
      200,
    ],
    ['refused sign-in', `/organizations/oauth2/v2.0/authorize?client_id=${encodeURIComponent(hostile.text)}`, 400],
  ])('%s: names stay names, a screen reader finds its way, 320 pixels are enough', async (_title, path, status) => {
    const [page, troubles] = await open(served.origin);
    const answer = await page.goto(served.origin + path);
    expect(answer?.status()).toBe(status);
    expect(answer?.headers()['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(await page.evaluate('typeof globalThis.pwned')).toBe('undefined');
    expect(await page.locator('main img, main script, main iframe').count()).toBe(0);

    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toMatch(/\S - Sandbox$/);
    for (const role of ['main', 'banner', 'contentinfo'] as const) expect(await page.getByRole(role).count()).toBe(1);
    expect(await page.locator('h1').count()).toBe(1);
    const unlabelled =
      "[...document.querySelectorAll('input:not([type=hidden])')].filter((each) => each.labels.length !== 1).length";
    expect(await page.evaluate(unlabelled)).toBe(0);

    const tables = await page.locator('table').count();
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const roles = await rolesOf(page);
    expect(roles.filter((each) => each === 'table')).toHaveLength(tables);
    expect(roles.filter((each) => each === 'rowheader')).toHaveLength(await page.locator('tbody tr').count());
    expect(troubles).toEqual([]);
    await page.close();
  });

  inBrowser('the keyboard reaches the content first, and focus can be seen', async () => {
    const [page] = await open(served.origin);
    await page.goto(`${served.origin}${hostile.instance}/overview`);
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.textContent()).toBe('Skip to the content');
    expect((await focused.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true);
  });

  inBrowser('a mistake is announced and tied to its field', async () => {
    const [page] = await open(served.origin);
    await page.goto(`${served.origin}/devicelogin`);
    await page.getByLabel('Code that your program or device shows').fill('WRONG');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('alert').waitFor();
    const field = page.getByLabel('Code that your program or device shows');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.getAttribute('aria-describedby')).toBe(await page.getByRole('alert').getAttribute('id'));
    expect(await page.title()).toMatch(/^Error/);
  });

  inBrowser('another site can’t approve a code in your name, nor frame the page', async () => {
    const form = `<form method="post" action="${served.origin}/devicelogin"><input name="code" value="${code}"><input name="decision" value="approve"><input name="account" value="${contoso.ana}"></form><script>document.forms[0].submit()</script>`;
    const elsewhere = createServer((incoming, outgoing) => {
      outgoing.setHeader('content-type', 'text/html');
      outgoing.end(incoming.url === '/frame' ? `<iframe src="${served.origin}/devicelogin"></iframe>` : form);
    });
    const origin = await listening(elsewhere);
    const [page] = await open(origin);
    await page.goto(origin);
    await page.getByRole('heading', { name: 'Not from here' }).waitFor();
    expect(Object.values(served.world().deviceCodes)[0]?.verdict).toMatchObject({ is: 'pending' });
    await page.goto(`${origin}/frame`);
    expect(await page.frameLocator('iframe').getByRole('heading', { name: 'Enter code' }).count()).toBe(0);
  });
});
