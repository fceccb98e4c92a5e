import type { Asked } from '../../engine/context.ts';
import type { Choice } from '../../step/question.ts';
import { safe } from '../../text/safe.ts';
import type { Keyboard } from '../keyboard.ts';
import { hang } from '../layout.ts';
import type { Terminal } from '../terminal.ts';
import { longestInput } from '../typing.ts';
import { nothingBefore } from './drawing.ts';
import { elsewhere } from './elsewhere.ts';
import { type Line, plainLine } from './plain-line.ts';
import { closed, numbered, type Standing, takesOthers, understand, wholeList } from './plain-reply.ts';
import type { Ended } from './question-prompt.ts';

/**
 * Questions as lines of text and numbered lists, for screen readers and for terminals that can't draw: nothing is drawn over.
 */
export function plainQuestion(
  terminal: Terminal,
  signal: AbortSignal,
  suspend: Keyboard['suspend'],
): (asked: Asked) => Promise<Ended> {
  const say = (text: string): void => {
    for (const line of hang('', safe(text), terminal.width() - 1)) terminal.prompts.write(`${line}\n`);
  };
  return async ({ whole, ...first }) => {
    // Lines that were read out can't fill in.
    const { choices, preselected, why } = (await whole) ?? first;
    const asked: Asked = { ...first, choices, preselected, why };
    say('');
    if (asked.note !== undefined) say(`Note: ${asked.note}`);
    say(`Question: ${asked.question.message}`);
    const list = elsewhere(asked, false);
    let standing = wholeList(asked);
    listed(asked, standing).forEach(say);
    for (;;) {
      const read = await line(terminal, signal, suspend, hint(asked, standing));
      if (read.is === 'end') return read;
      if (read.is === 'escape' && asked.canGoBack) return { is: 'back' };
      if (read.is === 'escape') {
        say(nothingBefore);
        continue;
      }
      const typed = read.text.trim();
      if (typed === '?') {
        say(asked.question.explain);
        continue;
      }
      if (typed.length > longestInput) {
        say(`That is too long: ${longestInput} characters at most.`);
        continue;
      }
      // A number is one of the list.
      if (list.lacks(typed) && !/^\d+$/.test(typed)) await list.look(typed);
      const known = { ...asked, choices: list.known() };
      const {
        reply,
        says,
        standing: next,
      } = understand(known, standing, typed, list.fitting(typed, known.choices.length).best);
      if (says !== undefined) say(says);
      if (next !== undefined) {
        standing = next;
        listed(asked, standing).forEach(say);
      }
      if (reply === undefined) continue;
      const refusal = reply.is === 'answer' ? await asked.refusal(reply.value).catch(() => undefined) : undefined;
      if (refusal === undefined || (reply.is === 'answer' && asked.hasOthers?.(reply.value) === true)) return reply;
      say(refusal);
      if (standing.is === 'one') standing = wholeList(asked);
    }
  };
}

function row(choice: Choice, number: number, asked: Asked): string {
  const hint = choice.hint === undefined || choice.hint === '' ? '' : `, ${choice.hint}`;
  const isBest = choice.value === asked.preselected && asked.why !== undefined;
  return `${number}. ${choice.label}${hint}${isBest ? ` (recommended: ${asked.why})` : ''}`;
}

/** The lines that read a list out. */
function listed(asked: Asked, standing: Standing): readonly string[] {
  if (standing.is !== 'list') return [];
  const { choices, typed } = standing;
  const read = numbered(standing);
  const more = choices.length - read.length;
  const other = takesOthers(asked, standing) ? otherwise(asked, typed) : undefined;
  const unusable = typed === '' ? closed(asked.choices).length : 0;
  return [
    ...read.map((choice, at) => row(choice, at + 1, asked)),
    ...(more > 0 ? [`and ${more} more: type ${typed === '' ? 'part' : 'more'} of a name to find them.`] : []),
    ...(other === undefined ? [] : [`${read.length + 1}. ${other}`]),
    ...(unusable > 0 ? [`${unusable} can't be chosen: type a name to hear why.`] : []),
  ];
}

function asOffered(label: string | undefined, hint: string): string | undefined {
  return label === undefined || hint === '' ? label : `${label}: ${hint}`;
}

/** What any other text is. */
function otherwise({ otherwise: label, otherwiseHint = '', verb = 'take' }: Asked, typed: string): string | undefined {
  return label === undefined || typed === ''
    ? asOffered(label, otherwiseHint)
    : `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${typed}`;
}

function hint(asked: Asked, standing: Standing): string {
  return `${how(asked, standing)}${asked.canGoBack ? `, b = ${asked.back ?? 'back'}` : ''}, ? = help`;
}

function how(asked: Asked, standing: Standing): string {
  const { choices, preselected } = asked;
  if (standing.is === 'text') return 'Type it, Enter = the list';
  if (standing.is === 'one') {
    const { label, hint = '' } = standing.choice;
    const isUnique = choices.filter((each) => each.label === label).length <= 1;
    const no = asked.otherwise === undefined ? 'no' : `${asked.verb ?? 'take'} ${standing.typed}`;
    return `${label}${isUnique || hint === '' ? '' : `, ${hint}`}? Enter = yes, n = ${no}`;
  }
  if (standing.typed !== '') return 'Number or text, Enter = the whole list';
  const best = choices.find((each) => each.value === preselected);
  const preset = preselected === undefined ? '' : `, Enter for ${best?.said ?? best?.label ?? preselected}`;
  return `${choices.length > 0 ? 'Number or text' : 'Your answer'}${preset}`;
}

/** One line from the person, asked for by its hint. */
async function line(
  terminal: Terminal,
  signal: AbortSignal,
  suspend: Keyboard['suspend'],
  text: string,
): Promise<Line> {
  const lines = hang('', `${safe(text)}:`, terminal.width() - 2);
  for (const each of lines.slice(0, -1)) terminal.prompts.write(`${each}\n`);
  return await plainLine(terminal, signal, suspend, `${lines.at(-1) ?? ''} `);
}
