import type { Context, Outcome } from '../context.ts';
import type { Ask } from '../exchange.ts';
import type { World } from '../world/world.ts';
import { isCrossSite } from './cross-site.ts';
import { answerDeviceLogin } from './device-login.ts';
import { pageReply } from './document.ts';
import { html } from './markup.ts';
import { answerPortal, type TwinsOf } from './portal/portal.ts';
import { answerSignIn, signInTenant } from './sign-in.ts';

export type { TwinsOf } from './portal/portal.ts';

/** Whether a path is one of the pages for people. */
export function isPage(path: string): boolean {
  return /^\/(portal(\/.*)?|devicelogin\/?)?$/i.test(path) || signInTenant(path) !== undefined;
}

/**
 * Answers the pages for people: device login, sign-in, and the portal, which shows the whole world to everyone on this
 * machine. The bodies are HTML as text. `world` is settled, and forms come as an object of texts.
 */
export function answerPage(world: World, ask: Ask, context: Context, twinsOf: TwinsOf): Outcome {
  if (ask.method !== 'GET' && ask.method !== 'HEAD' && ask.method !== 'POST') return { reply: notAllowed() };
  if (ask.method === 'POST' && isCrossSite(ask, context.origin)) return { reply: foreign() };
  const tenant = signInTenant(ask.path);
  if (tenant !== undefined) return { reply: answerSignIn(world, tenant, ask, context) };
  if (/^\/devicelogin\/?$/i.test(ask.path)) return answerDeviceLogin(world, ask, context);
  if (ask.method === 'POST') return { reply: notAllowed() };
  return { reply: answerPortal(world, ask, context, twinsOf) };
}

function notAllowed() {
  return pageReply({ title: 'Error', card: true, status: 405, content: html`<h1>This page can only be read</h1>` });
}

function foreign() {
  const content = html`<h1>Not from here</h1><p class="alert" role="alert">Another site sent this form. Open the page here and fill it in yourself.</p>`;
  return pageReply({ title: 'Error', card: true, status: 403, content });
}
