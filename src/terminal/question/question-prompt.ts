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
import { widthOf } from '../layout.ts';
import type { Style } from '../style.ts';
import { longestInput } from '../typing.ts';
import { draw, nothingBefore, questionLine, type Verdict, type Window } from './drawing.ts';
import { elsewhere } from './elsewhere.ts';
import { listed } from './listed.ts';
import { mostShown } from './matching.ts';
import { moved } from './rows.ts';
import { howToType, verdictOn } from './words.ts';

/** How the prompt ended: a reply, or the input did. */
export type Ended = Reply | { readonly is: 'end' };

export interface PromptConfig {
  readonly asked: Asked;
  readonly style: Style;
  /** Columns and rows of the terminal now. */
  size(): Window;
  /** Calls back whenever the window has another size, until what it gives is called. */
  onResize(changed: () => void): () => void;
  /** Writes where the cursor is. */
  write(text: string): void;
  /** The next drawing begins with these movements, in place of erasing the lines of the last one. */
  beginWith(movements: string): void;
  /** Stops the program; `back` is called when it goes on. */
  suspend(back: () => void): void;
}

/** One question: a list to search in, or a text that is checked while it is typed. */
export const questionPrompt = createPrompt<Ended, PromptConfig>((config, done) => {
  const { style } = config;
  const [asked, setAsked] = useState(config.asked);
  const window = config.size();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(-1);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [verdict, setVerdict] = useState<Verdict | undefined>(undefined);
  const [isExplained, setExplained] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [, setTimes] = useState(0);
  const latest = useRef('');
  const drawn = useRef({ above: 0, line: '', columns: 80, below: 0 });
  const times = useRef(0);
  const [isLooking, setLooking] = useState(false);
  const list = useMemo(() => elsewhere(asked, asked.otherwise === undefined), [asked]);
  const hasList = asked.choices.length > 0;
  const matches = list.fitting(typed, mostShown);
  const { rows, cursor } = listed(asked, matches, typed, active);
  latest.current = typed;

  /** Draws anew from where these movements lead. */
  const drawFrom = (movements: string): void => {
    config.beginWith(movements);
    times.current += 1;
    setTimes(times.current);
  };

  useEffect((rl) => {
    rl.on('close', () => done({ is: 'end' }));
    rl.on('SIGTSTP', () => {
      // The shell goes on below.
      config.write('\n'.repeat(drawn.current.below));
      config.suspend(() => drawFrom('\r'));
    });
    // Lines that were drawn may be wrapped otherwise now, or not: going up as many as there were surely erases nothing else.
    return config.onResize(() => {
      const { above, line, columns } = drawn.current;
      const before = widthOf(line) - widthOf(rl.line.slice((rl as typeof rl & { readonly cursor: number }).cursor));
      const up = above + Math.floor(Math.max(0, before) / columns);
      drawFrom(`\r${up > 0 ? `\u001B[${up}A` : ''}\u001B[J`);
    });
  }, []);

  useEffect(() => {
    let isOver = false;
    void config.asked.whole?.then(({ choices, preselected, why }) => {
      if (!isOver) setAsked({ ...config.asked, choices, preselected, why });
    });
    return () => {
      isOver = true;
    };
  }, []);

  useEffect(() => {
    if (!hasList || !list.lacks(typed)) return setLooking(false);
    setLooking(true);
    const timer = setTimeout(() => {
      void list.look(typed).then(() => {
        if (latest.current === typed) setLooking(false);
      });
    }, 250);
    return () => clearTimeout(timer);
  }, [typed]);

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
    if (key.ctrl && key.name === 'l') return drawFrom('\u001B[2J\u001B[H');
    if (key.name === 'escape') {
      rl.clearLine(0);
      if (asked.canGoBack) {
        setDone(true);
        done({ is: 'back' });
      } else {
        rl.write(typed);
        setProblem(nothingBefore);
      }
      return;
    }
    if (isEnterKey(key)) {
      const row = rows[cursor];
      const value = hasList ? row?.value : typed === '' ? asked.preselected : typed;
      rl.write(typed);
      if (row?.kind === 'otherwise' && typed === '') {
        if (!asked.open) return setProblem(`${howToType(asked)}, then press Enter.`);
        setDone(true);
        return done({ is: 'otherwise' });
      }
      if (value === undefined || row?.disabled !== undefined)
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

  if (isDone) return questionLine(asked, typed, style);
  const { others } = matches;
  const look = { typed, rows, others, cursor, verdict, problem, isExplained, isBusy: isBusy || isLooking };
  const { notes, line, below } = draw(asked, look, window, style);
  drawn.current = { above: notes.length, line, columns: window.columns, below: below.length };
  return [[...notes, line].join('\n'), below.join('\n')];
});
