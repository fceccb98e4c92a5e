import type { Settings } from '../../src/sandbox/settings.ts';
import { widthOf } from '../../src/terminal/layout.ts';
import { type Home, newHome } from './places.ts';
import { runUnattended } from './unattended.ts';

let home: Home | undefined;

/** Removes the home of the scenario that was played last. */
export function leaveScenario(): void {
  home?.remove();
  home = undefined;
}

interface Document {
  readonly outcome: string;
  readonly location: string | null;
  readonly name: string | null;
  readonly requests: { readonly writes: number };
  readonly steps: readonly {
    readonly id: string;
    readonly status: string;
    readonly summary: string;
    readonly evidence: string;
  }[];
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly help: string;
    readonly step: string | null;
  };
}

interface Played {
  readonly code: number | null;
  readonly document: Document;
  /** What was said to people. */
  readonly words: string;
  /** "instance done" */
  readonly steps: readonly string[];
}

/** Plays a scenario in a home of its own, without a terminal. */
export async function play(
  scenario: string,
  argv: readonly string[] = [],
  settings: Partial<Settings> = {},
): Promise<Played> {
  leaveScenario();
  home = newHome(scenario, settings);
  return again(scenario, argv);
}

/** Runs it once more where it was played. */
export async function again(scenario: string, argv: readonly string[] = []): Promise<Played> {
  if (home === undefined) throw new Error('no scenario has been played');
  const place = home;
  const { code, stdout, stderr } = await runUnattended(place, [`--sandbox=${scenario}`, '--json', ...argv]);
  const document = JSON.parse(stdout) as Document;
  return { code, document, words: stderr, steps: document.steps.map(({ id, status }) => `${id} ${status}`) };
}

/** The rows that lines take in a window of so many columns: longer ones are broken by the terminal. */
export function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}

/** The last page of a practice that is ready, out of all that was said. */
export function endOf(words: string): readonly string[] {
  const lines = words.trimEnd().split('\n');
  return lines.slice(lines.indexOf('This was practice: nothing of it is in Azure, and it costs nothing.'));
}
