import { maskedOutput } from '../text/held-secrets.ts';
import { ownTerminal } from './streams/own-terminal.ts';
import { plainMarked, takesUnicode } from './streams/plain-marks.ts';
import { rewriting } from './streams/rewriting.ts';
import type { Style } from './style.ts';
import { styleOf } from './style.ts';

/** Where words go, and what can be done there. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  /** Words for people: standard output, or standard error with `--json`. */
  readonly words: NodeJS.WriteStream;
  /** Standard error: what a script reads beside the words, and what can be said nowhere else. */
  readonly errors: NodeJS.WriteStream;
  /** Prompts are drawn here: a terminal always. */
  readonly prompts: NodeJS.WriteStream;
  /** The same, where words go elsewhere: what is asked about is shown here, too. */
  readonly aside: NodeJS.WriteStream | undefined;
  readonly style: Style;
  /** Somebody can be asked. */
  readonly interactive: boolean;
  /** Why nobody can be; empty where somebody can. */
  readonly unasked: string;
  /** Lines may be drawn over; otherwise everything is appended. */
  readonly animated: boolean;
  /** Questions as numbered lists, for screen readers and simple terminals. */
  readonly plainPrompts: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Columns of the words' terminal, never less than 24. */
  width(): number;
}

/** The options that bear on rendering. */
export interface Rendering {
  readonly json: boolean;
  /** Standard output is no place for words, whoever can be asked. */
  readonly outputIsData?: boolean | undefined;
  /** Nobody is to be asked: `--yes`, `--plan`. */
  readonly unasked: boolean;
  readonly accessible: boolean;
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** A terminal that can't draw, or doesn't say what it is; on Windows none does. */
function isDumb(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  const kind = environment['TERM'] ?? '';
  return kind === 'dumb' || (kind === '' && platform !== 'win32');
}

function wantsColor(
  environment: NodeJS.ProcessEnv,
  stream: NodeJS.WriteStream,
  asked: boolean | undefined,
  dumb: boolean,
): boolean {
  if (asked !== undefined) return asked;
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY && !dumb;
}

function isCi(environment: NodeJS.ProcessEnv): boolean {
  const ci = environment['CI'];
  return ci !== undefined && ci !== '' && ci !== 'false' && ci !== '0';
}

function whyUnasked(streams: Streams, environment: NodeJS.ProcessEnv, { json, unasked }: Rendering): string {
  if (json) return 'with --json nobody is';
  if (unasked) return 'with --yes or --plan nobody is';
  if (isCi(environment)) return 'CI is set';
  return streams.stdin.isTTY ? 'no output is a terminal' : 'the input is no terminal';
}

/**
 * Finds out what the streams can do. Without a terminal on standard input, or in continuous integration, nobody is asked; with
 * both outputs redirected, people are asked in the terminal itself (`own`), if there is one.
 */
export function terminalOf(
  streams: Streams,
  environment: NodeJS.ProcessEnv,
  rendering: Rendering,
  platform: NodeJS.Platform = process.platform,
  own: typeof ownTerminal = ownTerminal,
): Terminal {
  const dumb = isDumb(environment, platform);
  const drawn = takesUnicode(environment, platform) ? (stream: NodeJS.WriteStream) => stream : plainMarked;
  const [stdout, stderr] = [drawn(streams.stdout), drawn(streams.stderr)];
  const words = rendering.json || rendering.outputIsData === true ? stderr : stdout;
  const mayAsk = !rendering.unasked && !rendering.json && !isCi(environment) && streams.stdin.isTTY;
  const output = words.isTTY ? words : stderr;
  const aside = output.isTTY || !mayAsk ? undefined : own(platform);
  const prompts = aside === undefined ? output : drawn(rewriting(aside, maskedOutput));
  const interactive = mayAsk && prompts.isTTY;
  const unasked = interactive ? '' : whyUnasked(streams, environment, rendering);
  const isSimple = dumb || prompts.columns === 0 || rendering.accessible;
  return {
    // Node.js takes two milliseconds to open what it is, and where nobody is asked nothing reads it.
    get input() {
      return streams.stdin;
    },
    words,
    errors: stderr,
    prompts,
    aside: interactive && prompts !== words ? prompts : undefined,
    style: styleOf({ color: wantsColor(environment, words, rendering.color, dumb), words: rendering.accessible }),
    interactive,
    unasked,
    animated: words.isTTY && !isSimple && !isCi(environment) && !rendering.quiet,
    plainPrompts: isSimple,
    quiet: rendering.quiet,
    verbose: rendering.verbose,
    width: () => Math.max(24, words.columns || 80),
  };
}
