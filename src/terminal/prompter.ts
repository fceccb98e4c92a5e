import type { Asked } from '../engine/context.ts';
import { InterruptedError } from '../errors.ts';
import type { Choice, Question } from '../step/question.ts';
import type { WizardPrompter } from '../wizard/view.ts';
import type { Keyboard } from './keyboard.ts';
import { plainQuestion } from './question/plain-question.ts';
import { type Ended, type PromptConfig, questionPrompt } from './question/question-prompt.ts';
import type { Terminal } from './terminal.ts';
import { typingOn } from './typing.ts';

type Put = (asked: Asked) => Promise<Ended>;

function drawn(terminal: Terminal, signal: AbortSignal, suspend: Keyboard['suspend']): Put {
  const size: PromptConfig['size'] = () => ({
    columns: Math.max(24, terminal.prompts.columns),
    rows: terminal.prompts.rows,
  });
  return (asked) =>
    questionPrompt(
      {
        asked,
        style: terminal.style,
        size,
        write: (text: string) => terminal.prompts.write(text),
        suspend,
      },
      { input: terminal.input, output: terminal.prompts, clearPromptOnDone: true, signal },
    );
}

/** The person at the terminal. `before` is called before each question is drawn: whatever else draws must stop then. */
export function prompterOn(
  terminal: Terminal,
  signal: AbortSignal,
  keyboard: Keyboard,
  before: () => void,
): WizardPrompter {
  const typing = { ...terminal, input: typingOn(terminal.input) };
  const put = terminal.plainPrompts
    ? plainQuestion(typing, signal, keyboard.suspend)
    : drawn(typing, signal, keyboard.suspend);
  const ask = async (asked: Asked): Promise<Exclude<Ended, { is: 'end' }>> => {
    before();
    await keyboard.emptied();
    keyboard.free();
    const reply = await put(asked)
      .catch((error: unknown): never => {
        throw isExit(error) ? interruption(signal) : error;
      })
      .finally(keyboard.hold);
    if (reply.is === 'end') throw interruption(signal);
    return reply;
  };
  return {
    ask,
    async confirm(question, understood) {
      const yes = { value: 'yes', label: `Yes, ${understood}` };
      const no = { value: 'no', label: 'No, I mean someone else' };
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
