import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline';
import { withoutSecrets } from '../../local/environment.ts';
import { safeFolder } from '../../local/program.ts';

/** How a tool ended. */
export interface ToolAnswer {
  readonly stdout: string;
  readonly stderr: string;
  /** Its exit code, or the system's word for why it could not be started; 0 when all was well. */
  readonly code: number | string;
  /** It was stopped, because it took too long. */
  readonly isLate: boolean;
}

/** Milliseconds. */
interface Patience {
  /** After which it is said that it is waited for. */
  readonly word: number;
  /** After which it is stopped. az is reported to take a minute on slow disks and behind scanners. */
  readonly most: number;
}

const usualPatience: Patience = { word: 6_000, most: 90_000 };

/** Who starts tools, and what they are given. */
export interface Starting {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Called once when it takes long. */
  slow(): void;
  /** Is told each line that the tool says on its standard error, as soon as it is whole. */
  heard?: ((line: string) => void) | undefined;
  readonly patience?: Patience | undefined;
}

/** Runs a command-line tool of Microsoft's with words of ours, and tells how it ended. Never throws. */
export function runTool(program: string, words: readonly string[], starting: Starting): Promise<ToolAnswer> {
  const { environment, signal, slow, heard, patience = usualPatience } = starting;
  // On Windows az is a command script, which only the command interpreter can start; all the words are ours.
  const isScript = process.platform === 'win32' && program.toLowerCase().endsWith('.cmd');
  const [file, argv] = isScript
    ? [environment['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `""${program}" ${words.join(' ')}"`]]
    : [program, [...words]];
  // Looking who is signed in is nobody's business: the tools' own telemetry stays off meanwhile.
  const env = {
    ...withoutSecrets(environment),
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    AZURE_DEV_COLLECT_TELEMETRY: 'no',
    // From 2.61 on az login asks for a subscription, of nobody who could answer here.
    AZURE_CORE_LOGIN_EXPERIENCE_V2: 'off',
  };
  return new Promise((resolve) => {
    const saying = setTimeout(slow, patience.word);
    const options = {
      env,
      cwd: safeFolder,
      timeout: patience.most,
      windowsHide: true,
      windowsVerbatimArguments: isScript,
      signal,
    };
    const child = execFile(file, argv, options, (error, stdout, stderr) => {
      clearTimeout(saying);
      resolve({
        stdout,
        stderr,
        code: error === null ? 0 : (error.code ?? 1),
        isLate: error?.killed === true && !signal.aborted,
      });
    });
    if (heard !== undefined && child.stderr !== null) createInterface({ input: child.stderr }).on('line', heard);
  });
}

/** The JSON object that a tool has printed; undefined when it printed none. */
export function printed({ stdout }: ToolAnswer): Readonly<Record<string, unknown>> | undefined {
  try {
    const shown: unknown = JSON.parse(stdout);
    return typeof shown === 'object' && shown !== null ? (shown as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
