import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isUpKey,
  useEffect,
  useKeypress,
  useMemo,
  useRef,
  useState,
} from '@inquirer/core';
import type { Asked, Reply } from '../../engine/context.ts';
import { safe } from '../../text/safe.ts';
import { hang, together } from '../layout.ts';
import type { Style } from '../style.ts';
import { longestInput } from '../typing.ts';
import { mostShown, searchIn } from './matching.ts';
import { noteLines } from './note-lines.ts';
import { moved, pageOf, rowsFor } from './rows.ts';

/** How the prompt ended: a reply, or the input did. */
export type Ended = Reply | { readonly is: 'end' };

export interface PromptConfig {
  readonly asked: Asked;
  readonly style: Style;
  /** Columns and rows of the terminal now. */
  size(): { readonly columns: number; readonly rows: number };
  /** Writes where the cursor is. */
  write(text: string): void;
  /** Stops the program; `back` is called when it goes on. */
  suspend(back: () => void): void;
}

/** One question: a list to search in, or a text that is checked while it is typed. */
export const questionPrompt = createPrompt<Ended, PromptConfig>((config, done) => {
  const { asked, style } = config;
  const { columns, rows: height } = config.size();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(-1);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [verdict, setVerdict] = useState<Verdict | undefined>(undefined);
  const [isExplained, setExplained] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [returns, setReturns] = useState(0);
  const latest = useRef('');
  const drawn = useRef({ lines: 0, below: 0, returns: 0 });
  const search = useMemo(() => searchIn(asked.choices, asked.otherwise === undefined), []);
  const hasList = asked.choices.length > 0;
  const found = useMemo(() => search(typed, mostShown), [typed]);
  const rows = hasList ? rowsFor(asked, typed, found.best) : [];
  const first = rows.findIndex((row) => !row.disabled);
  const chosen =
    typed === ''
      ? rows.findIndex((row) => row.kind === 'choice' && row.value === asked.preselected && !row.disabled)
      : first;
  const cursor = active >= 0 ? active : Math.max(chosen, chosen < 0 ? first : chosen);
  latest.current = typed;

  useEffect((rl) => {
    rl.on('close', () => done({ is: 'end' }));
    rl.on('SIGTSTP', () => {
      // The shell goes on below; and drawing begins with erasing as many lines, which must not be the shell's.
      config.write('\n'.repeat(drawn.current.below));
      config.suspend(() => {
        config.write('\n'.repeat(drawn.current.lines));
        setReturns(drawn.current.returns + 1);
      });
    });
  }, []);

  useEffect(() => {
    const value = typed === '' ? asked.preselected : typed;
    if (hasList || value === undefined || asked.remark === undefined) return undefined;
    const timer = setTimeout(() => {
      void verdictOn(asked, value).then(
        (found) => {
          if (latest.current === typed) setVerdict(found);
        },
        () => undefined,
      );
    }, 250);
    return () => clearTimeout(timer);
  }, [typed]);

  useKeypress((key, rl) => {
    if (isDone) return;
    if (isBusy) {
      rl.clearLine(0);
      rl.write(typed);
      return;
    }
    if (key.ctrl && key.name === 'l') {
      // Drawing begins with erasing as many lines.
      config.write(`\u001B[2J\u001B[H${'\n'.repeat(drawn.current.lines)}`);
      return setReturns(drawn.current.returns + 1);
    }
    if (key.name === 'escape') {
      rl.clearLine(0);
      if (asked.canGoBack) {
        setDone(true);
        done({ is: 'back' });
      } else {
        rl.write(typed);
      }
      return;
    }
    if (isEnterKey(key)) {
      const row = rows[cursor];
      const value = hasList ? row?.value : typed === '' ? asked.preselected : typed;
      rl.write(typed);
      if (row?.kind === 'otherwise' && typed === '') {
        if (!asked.open) return setProblem('Type it, then press Enter.');
        setDone(true);
        return done({ is: 'otherwise' });
      }
      if (value === undefined || row?.disabled === true)
        return setProblem(hasList ? 'Nothing here fits. Type something else.' : 'Type it, then press Enter.');
      setBusy(true);
      void asked.refusal(value).then(
        (refusal) => {
          setBusy(false);
          if (refusal !== undefined && asked.hasOthers?.(value) !== true) return setProblem(refusal);
          setDone(true);
          done({ is: 'answer', value });
        },
        () => {
          // The engine meets the same trouble when it looks, and explains it.
          setDone(true);
          done({ is: 'answer', value });
        },
      );
      return;
    }
    if (hasList && (isUpKey(key) || isDownKey(key))) {
      rl.clearLine(0);
      rl.write(typed);
      setActive(moved(rows, cursor, isUpKey(key) ? -1 : 1));
      return;
    }
    if (rl.line === '?' && typed === '') {
      rl.clearLine(0);
      setExplained(!isExplained);
      return;
    }
    setProblem(rl.line.length > longestInput ? `That is too long: ${longestInput} characters at most.` : undefined);
    if (rl.line.length > longestInput) rl.clearLine(0);
    if (rl.line !== typed) {
      setActive(-1);
      setVerdict(undefined);
    }
    setTyped(rl.line);
  });

  const width = columns - 1;
  const notes = isDone ? [] : noteLines(asked, style, width);
  const preset =
    !hasList && asked.preselected !== undefined && typed === ''
      ? `${style.dim(`(${safe(asked.question.show?.(asked.preselected) ?? asked.preselected)})`)} `
      : '';
  const line = `${style.accent(style.mark.ask)} ${style.bold(asked.question.message)} ${preset}${style.accent(safe(typed))}`;
  if (isDone) return line;
  const below = [
    ...pageOf(rows, cursor, { size: Math.min(10, Math.max(3, height - 9)), others: found.others }, width, style),
    ...(verdict !== undefined && problem === undefined
      ? hang('  ', safe(verdict.says), width).map(verdict.good ? style.good : style.warn)
      : []),
    ...(problem === undefined ? [] : hang('  ', safe(problem), width).map(style.warn)),
    ...(isExplained ? hang('  ', asked.question.explain, width) : []),
    ...hang('  ', isBusy ? 'Looking…' : keys(asked, hasList), width).map(style.dim),
  ];
  drawn.current = { lines: notes.length + 1 + below.length, below: below.length, returns };
  return [[...notes, line].join('\n'), below.join('\n')];
});

interface Verdict {
  readonly good: boolean;
  readonly says: string;
}

async function verdictOn(asked: Asked, text: string): Promise<Verdict> {
  const refusal = await asked.refusal(text);
  return refusal === undefined
    ? { good: true, says: (await asked.remark?.(text)) ?? '' }
    : { good: false, says: refusal };
}

function keys(asked: Asked, hasList: boolean): string {
  const list = hasList
    ? asked.choices.length > 6 || asked.otherwise !== undefined
      ? 'Type to search, ↑↓, Enter'
      : '↑↓, Enter'
    : 'Enter';
  const why =
    asked.why === undefined || asked.preselected === undefined || hasList ? '' : ` = the suggestion (${asked.why})`;
  const back = asked.canGoBack ? `, ${together('Esc = back')}` : '';
  return `${list}${why}${back}, ${together('? = what is this')}`;
}
