import type { EngineEvent } from '../../engine/context.ts';
import { answeredEntry } from '../pages.ts';
import type { Terminal } from '../terminal.ts';
import type { Transcript } from './transcript.ts';

type Answered = Extract<EngineEvent, { kind: 'answered' }>;

/** What the lines of answers are shown with. */
interface Drawing {
  readonly terminal: Terminal;
  readonly transcript: Transcript;
  print(lines: readonly string[], name?: string): void;
}

/** Lines of answers, of which none contradicts another. */
export interface AnswersShown {
  tell(event: Answered): void;
  /** What was said under that name is no longer so: its lines go, or, where they can't, the next ones say what they take the place of. */
  takeAway(name: string): void;
}

export function answersShownOn({ terminal, transcript, print }: Drawing): AnswersShown {
  const labels = new Map<string, string>();
  const overtaken = new Map<string, string>();
  return {
    tell(event) {
      const { label, question } = event;
      const before = overtaken.get(question.key);
      overtaken.delete(question.key);
      labels.set(question.key, label);
      const instead = before === label ? undefined : before;
      print(answeredEntry(event, terminal.style, terminal.width() - 1, instead), question.key);
    },
    takeAway(name) {
      const text = transcript.without(name);
      const label = labels.get(name);
      labels.delete(name);
      if (text !== undefined) terminal.words.write(text);
      else if (label !== undefined) overtaken.set(name, label);
    },
  };
}
