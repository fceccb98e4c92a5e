import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { hostile, hostileWorld } from '../hostile-world.ts';
import { azureCli, contosoWithTwins, type Served, serve, withDeviceCode } from '../served.ts';
import { inBrowser, withBrowser } from './chromium.ts';

const { open, rolesOf, listening } = withBrowser();

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

  inBrowser("another site can't approve a code in your name, nor frame the page", async () => {
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
