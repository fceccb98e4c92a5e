import type { Asked } from '../engine/context.ts';
import { InterruptedError } from '../errors.ts';
import type { Choice, Question } from '../step/question.ts';
import type { WizardPrompter } from '../wizard/view.ts';
import type { Keyboard } from './keyboard.ts';
import { plainQuestion } from './question/plain-question.ts';
import { type Ended, type PromptConfig, questionPrompt } from './question/question-prompt.ts';
import type { Asking } from './shown/asking.ts';
import { rewriting } from './streams/rewriting.ts';
import type { Terminal } from './terminal.ts';
import { typingOn } from './typing.ts';

type Put = (asked: Asked) => Promise<Ended>;

function drawn(terminal: Terminal, signal: AbortSignal, suspend: Keyboard['suspend']): Put {
  const size: PromptConfig['size'] = () => ({
    columns: Math.max(24, terminal.prompts.columns),
    rows: terminal.prompts.rows > 0 ? terminal.prompts.rows : 24,
  });
  const { output, beginWith } = beginning(terminal.prompts);
  return (asked) =>
    questionPrompt(
      {
        asked,
        style: terminal.style,
        size,
        write: (text: string) => terminal.prompts.write(text),
        onResize: (changed: () => void) => {
          terminal.prompts.on('resize', changed);
          return () => terminal.prompts.removeListener('resize', changed);
        },
        beginWith,
        suspend,
      },
      { input: terminal.input, output, clearPromptOnDone: true, signal },
    );
}

/** What a drawing of Inquirer's begins with: down to the end of the last one, then each of its lines is erased, upward. */
const erasing = /^(?:\u001B\[\d+B)?(?:\u001B\[2K(?:\u001B\[1A)?)*(?:\u001B\[G)?/;

/** The stream for drawings, of which the next one can begin with other movements. */
function beginning(
  stream: NodeJS.WriteStream,
): Pick<PromptConfig, 'beginWith'> & { readonly output: NodeJS.WriteStream } {
  let next: string | undefined;
  const output = rewriting(stream, (text) => {
    const movements = next;
    next = undefined;
    return movements === undefined ? text : text.replace(erasing, movements);
  });
  return {
    output,
    beginWith: (movements) => {
      next = movements;
    },
  };
}

/** The person at the terminal. `asking` is told of each question: whatever else draws must not meanwhile. */
export function prompterOn(
  terminal: Terminal,
  signal: AbortSignal,
  keyboard: Keyboard,
  asking: Asking,
): WizardPrompter {
  const typing = { ...terminal, input: typingOn(terminal.input, keyboard.isStale) };
  const put = terminal.plainPrompts
    ? plainQuestion(typing, signal, keyboard.suspend)
    : drawn(typing, signal, keyboard.suspend);
  const ask = async (asked: Asked): Promise<Exclude<Ended, { is: 'end' }>> => {
    asking.begins();
    await keyboard.emptied();
    keyboard.free();
    const reply = await put(asked)
      .catch((error: unknown): never => {
        throw isExit(error) ? interruption(signal) : error;
      })
      .finally(() => {
        asking.ends();
        keyboard.hold();
      });
    if (reply.is === 'end') throw interruption(signal);
    return reply;
  };
  return {
    ask,
    async confirm(question, understood) {
      const yes = { value: 'yes', label: 'Yes' };
      const no = { value: 'no', label: 'No, I mean someone else' };
      const reply = await ask({ ...menuAsked(question, [yes, no], 'yes', undefined), note: understood });
      if (reply.is === 'back') return 'back';
      return reply.is === 'answer' && reply.value === 'yes' ? 'yes' : 'no';
    },
    async choose(menu) {
      const question = { ...menuQuestion, message: menu.message, explain: menu.explain };
      const leads = menu.choices.find(({ value }) => value === menu.escape)?.label;
      const reply = await ask(menuAsked(question, menu.choices, menu.preselected, leads));
      return reply.is === 'answer' ? reply.value : menu.escape;
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

/** The longest words for what Esc does. */
const longestBack = 20;

/** A list whose Esc is "back", or the choice of this label. */
function menuAsked(
  question: Question,
  choices: readonly Choice[],
  preselected: string,
  leads: string | undefined,
): Asked {
  return {
    question,
    choices,
    otherwise: undefined,
    open: false,
    preselected,
    why: undefined,
    note: undefined,
    canGoBack: true,
    back:
      leads === undefined || leads.length > longestBack
        ? undefined
        : `${leads.charAt(0).toLowerCase()}${leads.slice(1)}`,
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
