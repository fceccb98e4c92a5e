import { saysYes } from '../cli/says-yes.ts';
import type { Session } from '../cli/session.ts';
import type { Asked } from '../engine/context.ts';
import { dataWords } from './data.ts';
import { losesData, type UndoPlan } from './plan.ts';

type Person = NonNullable<Session['prompter']>;

/** What is to be typed, and how it is asked for. */
interface Words {
  /** The one text that agrees. */
  readonly text: string;
  readonly message: string;
  readonly explain: string;
  readonly refusal: string;
  /** "It holds", before what would be lost. */
  readonly holds: string;
}

function textAsked({ text: wanted, message, explain, refusal }: Words): Asked {
  return {
    question: {
      key: 'undo',
      flag: 'name',
      placeholder: 'NAME',
      message,
      explain,
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
    refusal: (text) => Promise.resolve(text.trim() === wanted ? undefined : refusal),
    remark: undefined,
  };
}

async function agrees(prompter: Person, { data }: UndoPlan, words: Words): Promise<boolean> {
  if (losesData(data)) {
    const message = `${words.holds} ${dataWords(data)}. Lose that, too?`;
    if (!(await saysYes(prompter, message, 'Nothing of it can be brought back. No leaves everything as it is.')))
      return false;
  }
  const reply = await prompter.ask(textAsked(words));
  return reply.is === 'answer' && reply.value.trim() === words.text;
}

/** Whether the person agrees: to what is lost with the instance first, then by its whole name. */
export async function agreesToUndo(prompter: Person, plan: UndoPlan, name: string): Promise<boolean> {
  return await agrees(prompter, plan, {
    text: name,
    message: 'Type the name of the instance to remove it, or Esc',
    explain: 'What is removed is not brought back. Only its whole name, as it is spelt, agrees to that.',
    refusal: `That is not it: it is called ${name}.`,
    holds: 'It holds',
  });
}

/** The same for a list, which has no name: how much goes is typed, "3 instances". */
export async function agreesToUndoList(prompter: Person, plan: UndoPlan, count: string): Promise<boolean> {
  return await agrees(prompter, plan, {
    text: count,
    message: `Type ${count} to remove all of it, or Esc`,
    explain: `What is removed is not brought back. Only the whole words "${count}" agree to that.`,
    refusal: `That is not it: type ${count}.`,
    holds: 'They hold',
  });
}
