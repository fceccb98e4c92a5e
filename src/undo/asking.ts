import { saysYes } from '../cli/says-yes.ts';
import type { Session } from '../cli/session.ts';
import type { Asked } from '../engine/context.ts';
import { dataWords } from './data.ts';
import { losesData, type UndoPlan } from './plan.ts';

type Person = NonNullable<Session['prompter']>;

function nameAsked(name: string): Asked {
  const message = 'Type the name of the instance to remove it, or Esc';
  return {
    question: {
      key: 'undo',
      flag: 'name',
      placeholder: 'NAME',
      message,
      explain: 'What is removed is not brought back. Only its whole name, as it is spelt, agrees to that.',
      help: 'name of the instance',
      parse: (text) => text,
    },
    choices: [],
    otherwise: undefined,
    open: false,
    preselected: undefined,
    why: undefined,
    note: undefined,
    canGoBack: true,
    refusal: (text) => Promise.resolve(text.trim() === name ? undefined : `That is not it: it is called ${name}.`),
    remark: undefined,
  };
}

/** Whether the person agrees: to what is lost with the instance first, then by its whole name. */
export async function agreesToUndo(prompter: Person, plan: UndoPlan, name: string): Promise<boolean> {
  if (losesData(plan.data)) {
    const message = `It holds ${dataWords(plan.data)}. Lose that, too?`;
    if (!(await saysYes(prompter, message, 'Nothing of it can be brought back. No leaves everything as it is.')))
      return false;
  }
  const reply = await prompter.ask(nameAsked(name));
  return reply.is === 'answer' && reply.value.trim() === name;
}
