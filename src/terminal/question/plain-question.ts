import { createInterface } from 'node:readline/promises';
import type { Asked } from '../../engine/context.ts';
import type { Choice } from '../../step/question.ts';
import { safe } from '../../text/safe.ts';
import type { Keyboard } from '../keyboard.ts';
import { hang } from '../layout.ts';
import type { Terminal } from '../terminal.ts';
import { longestInput } from '../typing.ts';
import { matching, searchable } from './matching.ts';
import type { Ended } from './question-prompt.ts';

const most = 20;

/**
 * Questions as lines of text and numbered lists, for screen readers and for terminals that can't draw: nothing is drawn over.
 */
export function plainQuestion(
  terminal: Terminal,
  signal: AbortSignal,
  suspend: Keyboard['suspend'],
): (asked: Asked) => Promise<Ended> {
  const say = (text: string): void => {
    for (const line of hang('', text, terminal.width() - 1)) terminal.prompts.write(`${line}\n`);
  };
  return async (asked) => {
    say('');
    if (asked.note !== undefined) say(`Note: ${safe(asked.note)}`);
    say(`Question: ${asked.question.message}`);
    let shown = list(asked.choices, asked, say);
    for (;;) {
      const typed = await line(terminal, signal, suspend, hint(asked, shown));
      if (typed === undefined) return { is: 'end' };
      if (typed === '?') {
        say(asked.question.explain);
        continue;
      }
      if (typed.length > longestInput) {
        say(`That is too long: ${longestInput} characters at most.`);
        continue;
      }
      if (asked.canGoBack && /^(b|back)$/i.test(typed)) return { is: 'back' };
      const reply = replyTo(asked, shown, typed);
      if (reply.is === 'narrow') {
        shown = list(reply.choices, asked, say);
        continue;
      }
      if (reply.is === 'problem') {
        say(reply.text);
        continue;
      }
      const refusal = reply.is === 'answer' ? await asked.refusal(reply.value).catch(() => undefined) : undefined;
      if (refusal === undefined || (reply.is === 'answer' && asked.hasOthers?.(reply.value) === true)) return reply;
      say(safe(refusal));
    }
  };
}

type Understood =
  | Ended
  | { readonly is: 'narrow'; readonly choices: readonly Choice[] }
  | { readonly is: 'problem'; readonly text: string };

function replyTo(asked: Asked, shown: readonly Choice[], typed: string): Understood {
  if (typed === '') {
    return asked.preselected === undefined
      ? { is: 'problem', text: 'Type an answer, then press Enter.' }
      : { is: 'answer', value: asked.preselected };
  }
  const byNumber = /^\d{1,5}$/.test(typed) ? shown[Number(typed) - 1] : undefined;
  if (byNumber?.disabled !== undefined)
    return { is: 'problem', text: `That can't be used: ${safe(byNumber.disabled)}.` };
  if (byNumber) return { is: 'answer', value: byNumber.value };
  if (asked.open && Number(typed) === shown.length + 1) return { is: 'otherwise' };
  if (asked.choices.length === 0) return { is: 'answer', value: typed };
  const exact = asked.choices.find(
    (choice) =>
      choice.value.toLowerCase() === typed.toLowerCase() || choice.label.toLowerCase() === typed.toLowerCase(),
  );
  if (exact?.disabled === undefined && exact) return { is: 'answer', value: exact.value };
  if (asked.otherwise !== undefined) return { is: 'answer', value: typed };
  const found = matching(searchable(asked.choices), typed, most).filter((choice) => choice.disabled === undefined);
  if (found.length === 1 && found[0]) return { is: 'answer', value: found[0].value };
  return found.length === 0
    ? { is: 'problem', text: 'Nothing fits. Type a number, or another part of a name.' }
    : { is: 'narrow', choices: found };
}

function list(choices: readonly Choice[], asked: Asked, say: (text: string) => void): readonly Choice[] {
  const shown = choices.slice(0, most);
  for (const [at, choice] of shown.entries()) {
    const hint = [choice.hint, choice.disabled].filter(Boolean).join(', ');
    const isDefault =
      choice.value === asked.preselected ? ` (recommended${asked.why === undefined ? '' : `: ${asked.why}`})` : '';
    say(`${at + 1}. ${safe(choice.label)}${hint === '' ? '' : `, ${safe(hint)}`}${isDefault}`);
  }
  if (choices.length > shown.length)
    say(`and ${choices.length - shown.length} more: type part of a name to find them.`);
  if (asked.open && asked.otherwise !== undefined) say(`${shown.length + 1}. ${asked.otherwise}`);
  else if (asked.otherwise !== undefined && shown.length > 0) say(`${asked.otherwise}: type it.`);
  return shown;
}

function hint(asked: Asked, shown: readonly Choice[]): string {
  const what = shown.length > 0 ? 'Number or text' : 'Your answer';
  const best = shown.find((each) => each.value === asked.preselected);
  const preset =
    asked.preselected === undefined ? '' : `, Enter for ${safe(best?.said ?? best?.label ?? asked.preselected)}`;
  return `${what}${preset}${asked.canGoBack ? ', b = back' : ''}, ? = help`;
}

/** One line from the person; `undefined` when the input ends. */
async function line(
  terminal: Terminal,
  signal: AbortSignal,
  suspend: Keyboard['suspend'],
  text: string,
): Promise<string | undefined> {
  const lines = hang('', `${safe(text)}:`, terminal.width() - 2);
  const last = `${lines.at(-1) ?? ''} `;
  for (const each of lines.slice(0, -1)) terminal.prompts.write(`${each}\n`);
  const reader = createInterface({
    input: terminal.input,
    output: terminal.prompts,
    terminal: terminal.prompts.columns > 0,
  });
  // In a terminal that can't draw readline's own way would show the question only, and keep what was typed.
  reader.on('SIGTSTP', () => suspend(() => terminal.prompts.write(`${last}${reader.line}`)));
  const ended = new Promise<undefined>((resolve) => reader.once('close', () => resolve(undefined)));
  try {
    const typed = await Promise.race([reader.question(last, { signal }), ended]);
    return typed?.trim();
  } finally {
    reader.close();
  }
}
