import type { Context, Outcome } from '../context.ts';
import { formOf } from '../entra/form.ts';
import type { Ask, Reply } from '../exchange.ts';
import type { DeviceCode } from '../world/device-code.ts';
import { changed, type World } from '../world/world.ts';
import { pageReply } from './document.ts';
import { html, name } from './markup.ts';
import { addressOf, applicationName, chooser, decision, peopleFor } from './people.ts';

/** Spaces, dashes and small letters don't matter in a code that somebody typed. */
function tidied(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase();
}

function askForCode(code: string, problem?: string): Reply {
  return pageReply({
    title: problem === undefined ? 'Enter code' : 'Error: enter code',
    card: true,
    status: problem === undefined ? 200 : 400,
    content: html`<h1>Enter code</h1>
${problem === undefined ? undefined : html`<p class="alert" role="alert" id="problem">${problem}</p>`}
<form method="post" action="/devicelogin">
<p><label class="field" for="code">Code that your program or device shows</label>
<input class="code" type="text" id="code" name="code" value="${code}" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus ${
      problem === undefined ? undefined : html`aria-invalid="true" aria-describedby="problem"`
    }></p>
<p class="buttons"><button>Next</button></p>
</form>`,
  });
}

function askWho(world: World, code: DeviceCode, problem?: string): Reply {
  return pageReply({
    title: problem === undefined ? 'Sign in' : 'Error: sign in',
    card: true,
    status: problem === undefined ? 200 : 400,
    content: html`<h1>Sign in to ${name(applicationName(world, code.clientId))}</h1>
${problem === undefined ? undefined : html`<p class="alert" role="alert">${problem}</p>`}
<p>Another program or device asked for this with the code <code>${code.userCode}</code>. Continue only if it was you who started it.</p>
<form method="post" action="/devicelogin">
<input type="hidden" name="code" value="${code.userCode}">
${chooser(peopleFor(world, code.tenant), world.signedIn)}
${decision}
</form>`,
  });
}

function finished(title: string, text: ReturnType<typeof html>): Reply {
  return pageReply({ title, card: true, content: html`<h1>${title}</h1><p>${text}</p>` });
}

/** Why a code can't be used any more; undefined when it can. */
function staleness(world: World, code: DeviceCode, now: number): string | undefined {
  if (code.expiresAt <= now) return 'That code has expired. Start again where you got it.';
  if (code.verdict.is !== 'pending') return 'That code has been used already. Start again where you got it.';
  if (code.verdict.approvesAt === null || code.verdict.approvesAt > now) return undefined;
  const who = world.directory[world.signedIn]?.displayName ?? 'someone';
  return `The sandbox has approved that code by itself already, as ${who}. Set deviceApprovalSeconds to -1 to do it yourself.`;
}

/**
 * The page where a device code is typed, and what follows: choose who you are, approve or decline.
 * Typing the code also keeps the sandbox from approving it by itself.
 */
export function answerDeviceLogin(world: World, ask: Ask, context: Context): Outcome {
  const form = formOf(ask.body, ask.query);
  const typed = tidied(form['code'] ?? form['otc'] ?? '').slice(0, 20);
  if (ask.method !== 'POST') return { reply: askForCode(typed) };
  const code = Object.values(world.deviceCodes).find((each) => each.userCode === typed);
  if (code === undefined)
    return { reply: askForCode(typed, "That code isn't known. Check it against what your program or device shows.") };
  const stale = staleness(world, code, context.now);
  if (stale !== undefined) return { reply: askForCode(typed, stale) };

  const verdict = (is: DeviceCode['verdict']): World =>
    changed(world, { deviceCodes: { ...world.deviceCodes, [code.hash]: { ...code, verdict: is } } });
  switch (form['decision']) {
    case undefined:
      return { reply: askWho(world, code), world: verdict({ is: 'pending', approvesAt: null }) };
    case 'decline':
      return {
        reply: finished('You cancelled', html`Nobody was signed in. You can close this page.`),
        world: verdict({ is: 'declined' }),
      };
    default: {
      const person = peopleFor(world, code.tenant).find(({ id }) => id === form['account']);
      if (person === undefined) return { reply: askWho(world, code, 'Choose who you are.') };
      const program = name(applicationName(world, code.clientId));
      const text = html`<span class="done">You are signed in</span> to ${program} as ${name(person.displayName)} (${name(addressOf(person))}). Go back to it; you can close this page.`;
      return { reply: finished('Signed in', text), world: verdict({ is: 'approved', objectId: person.id }) };
    }
  }
}
