import type { Context } from '../context.ts';
import { type AuthorizationRequest, authorizationCode, authorizationRequest } from '../entra/authorization-code.ts';
import { formOf } from '../entra/form.ts';
import { EntraRefusal } from '../entra/refusal.ts';
import type { Ask, Reply } from '../exchange.ts';
import { guidOf } from '../world/identifiers.ts';
import type { World } from '../world/world.ts';
import { guarded, pageReply } from './document.ts';
import { html, name } from './markup.ts';
import { addressOf, applicationName, chooser, decision, peopleFor } from './people.ts';

const path = /^\/([^/]+)\/oauth2\/(?:v2\.0\/)?authorize$/i;

/** The tenant in the path of the sign-in page; undefined for any other path. */
export function signInTenant(at: string): string | undefined {
  const segment = path.exec(at)?.[1];
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The sign-in page of the browser flow. What it can't send back to the program it says here. */
export function answerSignIn(world: World, tenant: string, ask: Ask, context: Context): Reply {
  try {
    const form = formOf(ask.body, ask.query);
    const request = authorizationRequest(world, tenant, form, context);
    const people = peopleFor(world, tenant);
    if (form['prompt'] === 'none') {
      const text = 'AADSTS50058: A silent sign-in request was sent but no user is signed in.';
      return sendBack(request, { error: 'login_required', error_description: text });
    }
    if (ask.method === 'POST' && form['decision'] === 'decline') {
      // Documented: AADSTS65004, UserDeclinedConsent.
      const text = 'AADSTS65004: User declined to consent to access the app.';
      return sendBack(request, { error: 'access_denied', error_subcode: 'cancel', error_description: text });
    }
    const person = people.find(({ id }) => id === form['account']);
    if (ask.method === 'POST' && person !== undefined) {
      const code = authorizationCode(request, person.id, context);
      return sendBack(request, { code, session_state: guidOf('session', person.id, context.now) });
    }
    const hinted = people.find((each) => addressOf(each).toLowerCase() === form['login_hint']?.toLowerCase());
    const target = `${ask.path}?${ask.query.toString()}`;
    return pageReply({
      title: 'Sign in',
      card: true,
      formTarget: originOf(request.redirectUri),
      content: html`<h1>Sign in to ${name(applicationName(world, request.clientId))}</h1>
<form method="post" action="${target}">
${chooser(people, hinted?.id ?? world.signedIn)}
${decision}
</form>`,
    });
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    const { status, code, text } = error.refused;
    const content = html`<h1>Sorry, signing in doesn't work</h1><p class="alert" role="alert">AADSTS${code}: ${text}</p>`;
    return pageReply({ title: 'Error: sign in', card: true, status, content });
  }
}

/** A source that content security policy understands; it has no notation for IPv6 addresses. */
function originOf(uri: string): string {
  const { origin, hostname, protocol } = new URL(uri);
  return hostname.startsWith('[') ? protocol : origin;
}

/** Leads the browser back to the program, the way that the program asked for. */
function sendBack(request: AuthorizationRequest, result: Readonly<Record<string, string>>): Reply {
  const { redirectUri, responseMode, state } = request;
  const fields = { ...result, ...(state === undefined ? {} : { state }) };
  if (responseMode === 'form_post') {
    const hidden = Object.entries(fields).map(
      ([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`,
    );
    return pageReply({
      title: 'Back to your program',
      card: true,
      formTarget: originOf(redirectUri),
      content: html`<h1>Back to your program</h1><form method="post" action="${redirectUri}">${hidden}<p class="buttons"><button autofocus>Continue</button></p></form>`,
    });
  }
  const target = new URL(redirectUri);
  if (responseMode === 'fragment') target.hash = new URLSearchParams(fields).toString();
  else for (const [key, value] of Object.entries(fields)) target.searchParams.append(key, value);
  return { status: 302, headers: { ...guarded, Location: target.href } };
}
