import type { EngineEvent } from '../engine/context.ts';
import { safe } from '../text/safe.ts';
import { copyText } from './clipboard.ts';
import { entry } from './entry.ts';
import { duration, hang, minutes, sentence } from './layout.ts';
import { settledEntry } from './pages.ts';
import { refusalLines } from './refusal-lines.ts';
import { answersShownOn } from './shown/answers-shown.ts';
import { type Asking, askingOver } from './shown/asking.ts';
import { signInShownOn } from './shown/sign-in-shown.ts';
import { noTranscript, transcriptOn } from './shown/transcript.ts';
import { workShownOn } from './shown/work-shown.ts';
import { addressPage } from './sign-in-pages.ts';
import { spinnerOn } from './spinner.ts';
import { rewriting } from './streams/rewriting.ts';
import type { Terminal } from './terminal.ts';
import { toldOn } from './told.ts';

/** The one owner of the terminal: prints lines, and shows work in between. */
export interface Screen {
  tell(event: EngineEvent): void;
  /** Prints lines, whatever is being shown. */
  print(lines: readonly string[]): void;
  /** Prints what the next question is about: also where it is asked, when words go elsewhere. `name`: to take it away by. */
  show(lines: readonly string[], name?: string): void;
  /** Draws lines that change with time, until something else is shown; draws nothing where lines stay. */
  live(lines: () => readonly string[]): void;
  /** Prints a line about a request on standard error, whatever is being shown. */
  trace(line: string): void;
  /** Stops showing work. */
  rest(): void;
  /** While a question is drawn, nothing else is. */
  readonly asking: Asking;
  /** The program is suspended: others write to the terminal. */
  suspended(): void;
  /** The program ends. */
  end(): void;
  /** Where questions are drawn. */
  readonly prompts: NodeJS.WriteStream;
}

/** Seconds from which on a wait before another try is worth a line of its own, where lines stay. */
const longDelay = 30;

type Working = Extract<EngineEvent, { kind: 'working' }>;
type Delayed = Extract<EngineEvent, { kind: 'delayed' }>;

/** A screen on a terminal, or on a file or pipe. */
export function screenOn(terminal: Terminal, copy: (text: string) => Promise<boolean> = copyText): Screen {
  const { style, words } = terminal;
  const told = toldOn(terminal);
  const spinner = spinnerOn(words, style);
  let ticker: NodeJS.Timeout | undefined;
  const transcript = terminal.animated && terminal.prompts === words ? transcriptOn(words) : noTranscript;
  let isWaiting = false;
  let isDelayed = false;
  let delayedBy: string | undefined;

  const width = (): number => terminal.width() - 1;
  const rest = (): void => {
    clearInterval(ticker);
    ticker = undefined;
    isWaiting = false;
    isDelayed = false;
    spinner.stop();
  };
  const { asking, isAsking } = askingOver(rest);
  /** Writes while nothing is being drawn, which then goes on. */
  const between = (write: () => void): void => {
    const { text } = spinner;
    spinner.stop();
    write();
    if (text !== undefined) spinner.show(text);
  };
  const print = (lines: readonly string[], name?: string): void => {
    between(() => {
      told.write(lines);
      transcript.printed(lines, name);
    });
  };
  const show = (lines: readonly string[], name?: string): void => {
    told.hold();
    print(lines, name);
  };
  const trace = (line: string): void => {
    transcript.forget();
    between(() => terminal.errors.write(`${line}\n`));
  };
  const answers = answersShownOn({ terminal, transcript, print });
  const spin = (text: string): void => {
    if (!terminal.animated) return;
    transcript.drawn(text);
    spinner.show(text);
  };
  const shown = workShownOn({ terminal, print: (lines) => print(lines), spin });
  const work = (event: Working): void => {
    told.go();
    shown.begin(event);
    ticker ??= setInterval(shown.show, 1000).unref();
  };
  /** Shows a line that counts, until something else happens. */
  const wait = (line: (waited: number) => string): void => {
    const since = Date.now();
    const show = (): void => spin(line((Date.now() - since) / 1000));
    show();
    isWaiting = true;
    ticker = setInterval(show, 1000).unref();
  };
  const live = (lines: () => readonly string[]): void => {
    clearInterval(ticker);
    const draw = (): void => spin(lines().join('\n'));
    draw();
    ticker = setInterval(draw, 1000).unref();
  };
  const signIn = signInShownOn({ terminal, print, show, rest, wait, copy });
  const noted = (text: string): readonly string[] => hang(`${style.mark.note} `, text, width()).map(style.warn);
  /** Where lines stay, one for a reason is enough, unless the wait is long. */
  const delayLine = ({ why, seconds }: Delayed): void => {
    if (why === delayedBy && seconds < longDelay) return;
    delayedBy = why;
    print(noted(`${sentence(safe(why))} Trying again in ${duration(seconds)}.`));
  };
  /** A wait that passes leaves no line. */
  const countDown = ({ why, seconds }: Delayed): void => {
    clearInterval(ticker);
    const until = Date.now() + seconds * 1000;
    const show = (): void => {
      const left = (until - Date.now()) / 1000;
      const when = left > 0 ? `Trying again in ${minutes(Math.ceil(left))}` : 'Trying again';
      spin(hang('', `${sentence(safe(why))} ${when}`, width() - 3).join('\n'));
    };
    show();
    isDelayed = true;
    ticker = setInterval(show, 1000).unref();
  };
  const tell = (event: EngineEvent): void => {
    // What is read while somebody answers may wait: the question stays as it is.
    if (isAsking() && event.kind === 'delayed') return;
    if (isDelayed && event.kind !== 'delayed') {
      clearInterval(ticker);
      ticker = undefined;
      isDelayed = false;
    }
    // A delay may happen while somebody signs in; anything else means that they have.
    if (isWaiting && event.kind !== 'delayed' && event.kind !== 'browser-address') rest();
    switch (event.kind) {
      case 'looking':
        return spin(`${event.title} …`);
      case 'working':
        return work(event);
      case 'settled':
        shown.end();
        rest();
        return terminal.quiet ? undefined : print(settledEntry(event.line, style, width()));
      case 'answered':
        return terminal.quiet ? undefined : answers.tell(event);
      case 'signed-in':
        return terminal.quiet
          ? undefined
          : print(
              entry(style, width(), { mark: style.good(style.mark.done), title: 'Signed in', text: safe(event.says) }),
              event.step,
            );
      case 'untold':
        rest();
        return answers.takeAway(event.name);
      case 'meanwhile':
        rest();
        return terminal.quiet ? undefined : print(settledEntry(event.line, style, width()));
      case 'refused':
        rest();
        return print(['', ...refusalLines(event.title, event.error, style, width())]);
      case 'device-code':
        return signIn.code(event);
      case 'browser':
        return signIn.browser(event);
      case 'browser-address':
        return print(addressPage(event.address, width()));
      case 'tool-says':
        return signIn.tool(event);
      case 'slow':
        return print(noted(`${event.program} takes its time to answer; it is waited for.`));
      case 'delayed':
        return terminal.animated && !isWaiting ? countDown(event) : delayLine(event);
    }
  };
  const end = (): void => {
    rest();
    told.go();
  };
  const suspended = (): void => {
    rest();
    transcript.forget();
  };
  const prompts = rewriting(terminal.prompts, (text) => {
    transcript.drawn(text);
    return text;
  });
  return { tell, print, show, live, trace, rest, asking, suspended, end, prompts };
}
