import inquirer from 'inquirer';
import type { Asked, Interview } from '../engine/desk.ts';
import { InterruptedError } from '../errors.ts';
import type { Choice, Question } from '../question.ts';
import type { Hands } from './hands.ts';
import { noteLines } from './note-lines.ts';
import { plainQuestion } from './plain-question.ts';
import { type Ended, type PromptConfig, questionPrompt } from './question-prompt.ts';
import type { Terminal } from './terminal.ts';
import { typingOn } from './typing.ts';

/** A person at a terminal: answers questions, and chooses from menus. */
export interface Person extends Interview {
  /** A choice that is no answer to a question of the set-up: what to do next. */
  choose(menu: Menu): Promise<string>;
}

interface Menu {
  readonly message: string;
  readonly explain: string;
  readonly choices: readonly Choice[];
  readonly preselected: string;
}

type Put = (asked: Asked) => Promise<Ended>;

function drawn(terminal: Terminal, signal: AbortSignal, suspend: Hands['suspend']): Put {
  const prompt = inquirer.createPromptModule<{ question: { asked: Asked } }>({
    input: terminal.input,
    output: terminal.prompts,
    clearPromptOnDone: true,
    skipTTYChecks: true,
    signal,
  });
  prompt.registerPrompt('question', questionPrompt);
  const size: PromptConfig['size'] = () => ({
    columns: Math.max(24, terminal.prompts.columns),
    rows: terminal.prompts.rows,
  });
  return async (asked) => {
    const config = {
      type: 'question',
      name: 'reply',
      message: asked.question.message,
      asked,
      style: terminal.style,
      size,
      write: (text: string) => terminal.prompts.write(text),
      suspend,
    };
    const answers = (await prompt([config as never])) as unknown as { reply: Ended };
    // The question is wiped; what was refused stays to be read.
    if (asked.small !== undefined) {
      for (const line of noteLines(asked, terminal.style, size().columns - 1)) terminal.prompts.write(`${line}\n`);
    }
    return answers.reply;
  };
}

/** Whoever sits at the terminal. `before` is called before each question is drawn: whatever else draws must stop then. */
export function person(terminal: Terminal, signal: AbortSignal, hands: Hands, before: () => void): Person {
  const typing = { ...terminal, input: typingOn(terminal.input) };
  const put = terminal.plainPrompts
    ? plainQuestion(typing, signal, hands.suspend)
    : drawn(typing, signal, hands.suspend);
  const ask = async (asked: Asked): Promise<Exclude<Ended, { is: 'end' }>> => {
    before();
    await hands.emptied();
    hands.free();
    const reply = await put(asked)
      .catch((error: unknown): never => {
        throw isExit(error) ? interruption(signal) : error;
      })
      .finally(hands.hold);
    if (reply.is === 'end') throw interruption(signal);
    return reply;
  };
  return {
    ask,
    async confirm(question, understood) {
      const yes = { value: 'yes', label: `Yes, ${understood}` };
      const no = { value: 'no', label: 'No, I mean somebody else' };
      const reply = await ask(menuAsked(question, [yes, no], 'yes', true));
      if (reply.is === 'back') return 'back';
      return reply.is === 'answer' && reply.value === 'yes' ? 'yes' : 'no';
    },
    async choose(menu) {
      const question = { ...menuQuestion, message: menu.message, explain: menu.explain };
      const reply = await ask(menuAsked(question, menu.choices, menu.preselected, false));
      return reply.is === 'answer' ? reply.value : menu.preselected;
    },
  };
}

const menuQuestion: Question = {
  key: '',
  flag: '',
  placeholder: '',
  message: '',
  explain: '',
  help: '',
  parse: (text) => text,
};

function menuAsked(question: Question, choices: readonly Choice[], preselected: string, canGoBack: boolean): Asked {
  return {
    question,
    choices,
    otherwise: undefined,
    open: false,
    preselected,
    why: undefined,
    note: undefined,
    canGoBack,
    refusal: () => Promise.resolve(undefined),
    remark: undefined,
  };
}

/** Ctrl-C in a prompt, or a prompt that a signal has ended (inquirer's ExitPromptError and AbortPromptError). */
function isExit(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'ExitPromptError' || error.name === 'AbortPromptError' || error.name === 'AbortError')
  );
}

function interruption(signal: AbortSignal): InterruptedError {
  return signal.reason instanceof InterruptedError ? signal.reason : new InterruptedError('SIGINT');
}
