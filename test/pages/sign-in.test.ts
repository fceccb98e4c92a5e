import { describe, expect, test } from '@jest/globals';
import type { Context, Outcome } from '../../src/sandbox/context.ts';
import { redeemDeviceCode } from '../../src/sandbox/entra/device-code.ts';
import type { Reply } from '../../src/sandbox/exchange.ts';
import { answerPage, isPage } from '../../src/sandbox/pages/index.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { azureCli, bodyText, context, contosoWithTwins, request, withDeviceCode } from './served.ts';

const { world: start } = contosoWithTwins();
const at = context();

function post(
  world: World,
  url: string,
  form: Readonly<Record<string, string>>,
  headers = {},
  when: Context = at,
): Outcome {
  return answerPage(world, request('POST', url, form, headers), when, () => undefined);
}

describe('device login', () => {
  const [code, world, deviceCode] = withDeviceCode(start, at);
  const poll = (then: World): Reply =>
    redeemDeviceCode(then, 'organizations', { client_id: azureCli, device_code: deviceCode }, at).reply;
  const verdictOf = (outcome: Outcome): unknown => Object.values((outcome.world ?? world).deviceCodes)[0]?.verdict;

  test('asks for the code, with the one in the address filled in', () => {
    const outcome = answerPage(world, request('GET', '/devicelogin?code=abc'), at, () => undefined);
    expect(outcome.reply.status).toBe(200);
    expect(bodyText(outcome.reply)).toContain('value="ABC"');
    expect(bodyText(outcome.reply)).toContain('<label class="field" for="code">');
  });

  test.each([
    (text: string) => text,
    (text: string) => ` ${text.toLowerCase().slice(0, 4)}-${text.toLowerCase().slice(4)} `,
  ])('knows the code however it is typed (%#), and asks who you are', (typed) => {
    const outcome = post(world, '/devicelogin', { code: typed(code) });
    expect(bodyText(outcome.reply)).toContain('Sign in to <bdi>Microsoft Azure CLI</bdi>');
    expect(bodyText(outcome.reply)).toContain('<bdi>Ana Lima</bdi>');
    expect(verdictOf(outcome)).toEqual({ is: 'pending', approvesAt: null });
  });

  test('Continue signs in whom you chose', () => {
    const outcome = post(world, '/devicelogin', { code, account: contoso.bea, decision: 'approve' });
    expect(verdictOf(outcome)).toEqual({ is: 'approved', objectId: contoso.bea });
    expect(bodyText(outcome.reply)).toContain('<bdi>Bea Cruz</bdi>');
    expect(poll(outcome.world ?? world)).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
  });

  test('Cancel declines', () => {
    const outcome = post(world, '/devicelogin', { code, account: contoso.bea, decision: 'decline' });
    expect(verdictOf(outcome)).toEqual({ is: 'declined' });
    expect(() => poll(outcome.world ?? world)).toThrow('The end user denied the authorization request.');
  });

  test.each<[string, Record<string, string>, string]>([
    ['an unknown code', { code: 'NOSUCHONE' }, 'isn&#39;t known'],
    ['nobody', { code, decision: 'approve' }, 'Choose who you are'],
    ['a stranger', { code, account: 'constructor', decision: 'approve' }, 'Choose who you are'],
    ['an application', { code, account: contoso.automation, decision: 'approve' }, 'Choose who you are'],
    ['markup', { code: '"><script>' }, '&quot;&gt;&lt;SCRIPT&gt;'],
  ])('%s is refused in words', (_title, form, text) => {
    const outcome = post(world, '/devicelogin', form);
    expect(outcome.reply.status).toBe(400);
    expect(outcome.world).toBeUndefined();
    expect(bodyText(outcome.reply)).toContain('role="alert"');
    expect(bodyText(outcome.reply)).toContain(text);
  });

  test('an expired code and a used one are told apart', () => {
    const late = context(undefined, { now: at.now + 901_000 });
    expect(bodyText(post(world, '/devicelogin', { code }, {}, late).reply)).toContain('has expired');
    const used = post(world, '/devicelogin', { code, account: contoso.bea, decision: 'approve' }).world ?? world;
    expect(bodyText(post(used, '/devicelogin', { code }).reply)).toContain('used already');
  });

  test('says so when the sandbox was faster', () => {
    const itself = context(undefined, { settings: { ...at.settings, deviceApprovalSeconds: 2 } });
    const [again, approving] = withDeviceCode(start, itself);
    const later = context(undefined, { now: at.now + 2000 });
    expect(bodyText(post(approving, '/devicelogin', { code: again }, {}, later).reply)).toContain(
      'approved that code by itself',
    );
  });

  test('in a tenant only its own people can be chosen', () => {
    const [own, inTenant] = withDeviceCode(start, at, contoso.fabrikam);
    const page = bodyText(post(inTenant, '/devicelogin', { code: own }).reply);
    expect(page).toContain('<bdi>Gus Keller</bdi>');
    expect(page).not.toContain('Ana Lima');
  });
});

describe('the sign-in page of the browser flow', () => {
  const query = (more: Readonly<Record<string, string>> = {}): string =>
    new URLSearchParams({
      client_id: azureCli,
      response_type: 'code',
      redirect_uri: 'http://localhost:4000/back?x=1',
      scope: 'https://management.azure.com/.default openid',
      state: 'st&te',
      ...more,
    }).toString();
  const path = '/organizations/oauth2/v2.0/authorize';
  const get = (more?: Readonly<Record<string, string>>): Outcome =>
    answerPage(start, request('GET', `${path}?${query(more)}`), at, () => undefined);
  const decide = (form: Readonly<Record<string, string>>, more?: Readonly<Record<string, string>>): Outcome =>
    post(start, `${path}?${query(more)}`, form);

  test.each(['/organizations/oauth2/v2.0/authorize', '/common/oauth2/authorize', '/contoso.com/OAuth2/v2.0/Authorize'])(
    '%s is a page',
    (each) => {
      expect(isPage(each)).toBe(true);
    },
  );

  test('lets forms lead back to the program and nowhere else', () => {
    const { headers, body } = get().reply;
    expect(headers?.['Content-Security-Policy']).toContain("form-action 'self' http://localhost:4000;");
    expect(body).toContain('Choose who you are');
  });

  test('chooses whom the program hinted at', () => {
    expect(bodyText(get({ login_hint: 'BEA@contoso.com' }).reply)).toMatch(
      new RegExp(`value="${contoso.bea}" required checked`),
    );
  });

  test('Continue leads back with a code for the person', () => {
    const { status, headers } = decide({ account: contoso.bea, decision: 'approve' }).reply;
    const target = new URL(headers?.['Location'] ?? '');
    expect(status).toBe(302);
    expect(target.origin + target.pathname).toBe('http://localhost:4000/back');
    expect(Object.fromEntries(target.searchParams)).toMatchObject({ x: '1', state: 'st&te' });
    const sealed = Buffer.from(target.searchParams.get('code') ?? '', 'base64url').toString();
    expect(JSON.parse(sealed)).toMatchObject({
      purpose: 'code',
      content: { objectId: contoso.bea, clientId: azureCli },
    });
  });

  test('Cancel leads back with access_denied (documented: AADSTS65004)', () => {
    const target = new URL(decide({ decision: 'decline' }).reply.headers?.['Location'] ?? '');
    expect(target.searchParams.get('error')).toBe('access_denied');
    expect(target.searchParams.get('error_description')).toMatch(/^AADSTS65004: /);
    expect(target.searchParams.get('state')).toBe('st&te');
  });

  test('the answer can go into the fragment, or into a form', () => {
    const form = { account: contoso.bea, decision: 'approve' };
    const fragment = new URL(decide(form, { response_mode: 'fragment' }).reply.headers?.['Location'] ?? '');
    expect(new URLSearchParams(fragment.hash.slice(1)).get('state')).toBe('st&te');
    expect(fragment.searchParams.has('code')).toBe(false);
    const page = bodyText(decide(form, { response_mode: 'form_post' }).reply);
    expect(page).toContain('action="http://localhost:4000/back?x=1"');
    expect(page).toContain('name="state" value="st&amp;te"');
  });

  test("prompt=none can't be silent, for nobody is signed in", () => {
    const target = new URL(get({ prompt: 'none' }).reply.headers?.['Location'] ?? '');
    expect(target.searchParams.get('error')).toBe('login_required');
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['an address elsewhere', { redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
    ['a script for an address', { redirect_uri: 'javascript:alert(1)' }, 'AADSTS50011'],
    ['an unknown program', { client_id: '<b>x</b>' }, 'AADSTS700016'],
    ['another kind of answer', { response_type: 'token' }, 'AADSTS70005'],
  ])('%s is refused here, never sent back', (_title, more, text) => {
    const { status, headers, body } = get(more).reply;
    expect(status).toBe(400);
    expect(headers).not.toHaveProperty('Location');
    expect(body).toContain(text);
    expect(body).not.toContain('<b>x');
  });
});

describe('forms of other sites', () => {
  const [code, world] = withDeviceCode(start, at);
  const form = { code, account: contoso.bea, decision: 'approve' };

  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['a form of this site', { origin: at.origin, 'sec-fetch-site': 'same-origin' }, 200],
    ['the same, by address', { origin: 'https://127.0.0.1:8443', 'sec-fetch-site': 'same-origin' }, 200],
    ['a program that is no browser', {}, 200],
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['another port', { origin: 'https://localhost:9999', 'sec-fetch-site': 'same-site' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
    ['a browser that only says the site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a browser that only says the origin', { origin: 'https://evil.example' }, 403],
  ])('%s', (_title, headers, status) => {
    const outcome = post(world, '/devicelogin', form, headers);
    expect(outcome.reply.status).toBe(status);
    expect(outcome.world === undefined).toBe(status === 403);
  });
});
