import type { EngineEvent } from '../engine/context.ts';
import { safe } from '../text/safe.ts';
import { copyText } from './clipboard.ts';
import { entry } from './entry.ts';
import { counting, duration, hang, minutes, sentence } from './layout.ts';
import { answeredEntry, settledEntry } from './pages.ts';
import { refusalLines } from './refusal-lines.ts';
import { addressPage, browserPage, browserWait, type CodeEvent, codePage, codeWait } from './sign-in-pages.ts';
import { spinnerOn } from './spinner.ts';
import type { Terminal } from './terminal.ts';
import { toldOn } from './told.ts';

/** The one owner of the terminal: prints lines, and shows work in between. */
export interface Screen {
  tell(event: EngineEvent): void;
  /** Prints lines, whatever is being shown. */
  print(lines: readonly string[]): void;
  /** Prints what the next question is about: also where it is asked, when words go elsewhere. */
  show(lines: readonly string[]): void;
  /** Prints a line about a request on standard error, whatever is being shown. */
  trace(line: string): void;
  /** Stops showing work: a question is about to be drawn. */
  rest(): void;
  /** The program ends. */
  end(): void;
}

const heartbeat = 15_000;
const safeToClose = 'Safe to close: it goes on in Azure, and running adt-setup again carries on.';

type Working = Extract<EngineEvent, { kind: 'working' }>;
type Delayed = Extract<EngineEvent, { kind: 'delayed' }>;

/** A screen on a terminal, or on a file or pipe. */
export function screenOn(terminal: Terminal, copy: (text: string) => Promise<boolean> = copyText): Screen {
  const { style, words } = terminal;
  const told = toldOn(terminal);
  const spinner = spinnerOn(words, style);
  let ticker: NodeJS.Timeout | undefined;
  let working: { event: Working; at: number; said: string; saidAt: number } | undefined;
  let isNoted = false;
  let isWaiting = false;
  let isDelayed = false;
  let explained: string | undefined;

  const width = (): number => terminal.width() - 1;
  const rest = (): void => {
    clearInterval(ticker);
    ticker = undefined;
    isWaiting = false;
    isDelayed = false;
    spinner.stop();
  };
  /** Writes while nothing is being drawn, which then goes on. */
  const between = (write: () => void): void => {
    const { text } = spinner;
    spinner.stop();
    write();
    if (text !== undefined) spinner.show(text);
  };
  const print = (lines: readonly string[]): void => {
    between(() => {
      told.write(lines);
    });
  };
  const show = (lines: readonly string[]): void => {
    told.hold();
    print(lines);
  };
  const trace = (line: string): void => between(() => terminal.errors.write(`${line}\n`));
  const spin = (text: string): void => {
    if (terminal.animated) spinner.show(text);
  };
  const showWork = (): void => {
    if (!working) return;
    const { event } = working;
    const elapsed = event.elapsed + Math.round((Date.now() - working.at) / 1000);
    const state = event.state === undefined ? '' : ` (${safe(event.state)})`;
    // A spinner and a blank stand before it.
    const what = counting(`${event.line.title}: ${event.doing}${state}`, minutes(elapsed), width() - 3);
    const note = event.goesOn && event.state !== undefined ? hang('  ', safeToClose, width()).map(style.dim) : [];
    spin([...what, ...note].join('\n'));
    if (!terminal.animated && !terminal.quiet) heartbeatLine(event, state, elapsed);
  };
  const heartbeatLine = (event: Working, state: string, elapsed: number): void => {
    if (!working) return;
    const isNew = working.said !== state || working.saidAt === 0;
    if (!isNew && Date.now() - working.saidAt < heartbeat) return;
    working = { ...working, said: state, saidAt: Date.now() };
    const time = elapsed > 0 ? `, ${duration(elapsed)}` : '';
    print(hang('', `${event.line.title}: ${event.doing}${state}${time}`, width()));
  };
  const work = (event: Working): void => {
    told.go();
    const isSame = working?.event.line.id === event.line.id;
    working = {
      event,
      at: Date.now(),
      said: isSame ? (working?.said ?? '') : '',
      saidAt: isSame ? (working?.saidAt ?? 0) : 0,
    };
    if (event.goesOn && !isNoted && event.state !== undefined && !terminal.animated && !terminal.quiet) {
      isNoted = true;
      print(hang('', safeToClose, width()));
    }
    if (event.note !== undefined && event.note !== explained && !terminal.quiet) {
      explained = event.note;
      print(hang('  ', safe(event.note), width()));
    }
    showWork();
    ticker ??= setInterval(showWork, 1000).unref();
  };
  /** Shows a line that counts, until something else happens. */
  const wait = (line: (waited: number) => string): void => {
    const since = Date.now();
    const show = (): void => spin(line((Date.now() - since) / 1000));
    show();
    isWaiting = true;
    ticker = setInterval(show, 1000).unref();
  };
  const showCode = (event: CodeEvent): void => {
    rest();
    show(codePage(event, style, width()));
    let copied = false;
    wait((waited) => codeWait(event, copied, event.expiresInSeconds - waited, width() - 3));
    if (!terminal.interactive || event.approvesItself) return;
    void copy(event.userCode).then((done) => {
      copied = done;
      if (done && !terminal.animated) print(hang('  ', 'The code is in the clipboard: just paste it.', width()));
    });
  };
  const noted = (text: string): readonly string[] => hang(`${style.mark.note} `, text, width()).map(style.warn);
  const delayLines = ({ why, seconds }: Delayed): readonly string[] =>
    noted(`${sentence(safe(why))} Trying again in ${duration(seconds)}.`);
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
        working = undefined;
        rest();
        return terminal.quiet ? undefined : print(settledEntry(event.line, style, width()));
      case 'answered':
        return terminal.quiet ? undefined : print(answeredEntry(event, style, width()));
      case 'signed-in':
        return terminal.quiet
          ? undefined
          : print(
              entry(style, width(), { mark: style.good(style.mark.done), title: 'Signed in', text: safe(event.says) }),
            );
      case 'refused':
        rest();
        return print(['', ...refusalLines(event.title, event.error, style, width())]);
      case 'device-code':
        return showCode(event);
      case 'browser':
        rest();
        show(browserPage(event, style, width()));
        return wait((waited) => browserWait(waited, width() - 3));
      case 'browser-address':
        return print(addressPage(event.address, width()));
      case 'slow':
        return print(noted(`${event.program} takes its time to answer; it is waited for.`));
      case 'delayed':
        return terminal.animated && !isWaiting ? countDown(event) : print(delayLines(event));
    }
  };
  const end = (): void => {
    rest();
    told.go();
  };
  return { tell, print, show, trace, rest, end };
}
