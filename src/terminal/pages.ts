import { variableOf } from '../cli/other-options.ts';
import type { EngineEvent, Line } from '../engine/context.ts';
import type { Evidence } from '../step/step.ts';
import { safe } from '../text/safe.ts';
import { commandsPage } from './command-lines.ts';
import { entry, narrow, titles } from './entry.ts';
import { cut, duration, hang, pad, widthOf } from './layout.ts';
import { type Obstacle, obstaclesPage } from './obstacles.ts';
import type { Style } from './style.ts';

/** How sure a line is, in a word. */
export const proofs: Readonly<Record<Evidence, string>> = {
  checked: 'checked',
  assumed: 'expected',
  unknown: 'not checked',
};

/** "all 8 steps checked", "6 of 8 steps checked". */
function evidenceOf(lines: readonly Line[]): string {
  const checked = lines.filter((line) => line.status !== 'open' && line.evidence !== 'unknown').length;
  return checked === lines.length ? `all ${lines.length} steps checked` : `${checked} of ${lines.length} steps checked`;
}

function about(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  return seconds < 60 ? `~${seconds} s` : `~${Math.round(seconds / 60)} min`;
}

function titled(style: Style, width: number, title: string, right: string): string {
  const gap = width - widthOf(title) - widthOf(right);
  return gap < 2 ? style.bold(title) : `${style.bold(title)}${' '.repeat(gap)}${style.dim(right)}`;
}

function planEntry(line: Line, at: number, style: Style, width: number, isPreview: boolean): readonly string[] {
  const mark = line.status === 'blocked' ? style.warn(style.mark.note) : ' ';
  const right = isPreview ? proofs[line.evidence] : line.status === 'planned' ? about(line.usually) : '';
  if (width < narrow) {
    const small = right === '' ? '' : ` (${right})`;
    return hang(`${mark}${at + 1} `, `${line.title}: ${safe(line.says)}${small}`, width);
  }
  const head = `${mark} ${at + 1} ${pad(line.title, titles)}`;
  const [first = '', ...rest] = hang(head, safe(line.says), width - (right === '' ? 0 : widthOf(right) + 2));
  const gap = width - widthOf(first) - widthOf(right);
  return [right === '' ? first : `${first}${' '.repeat(gap)}${style.dim(right)}`, ...rest];
}

/** The plan: what is there, what will be made, what can't be. A preview adds how sure each line is. */
export function planPage(lines: readonly Line[], style: Style, width: number, isPreview: boolean): readonly string[] {
  const rows = lines.flatMap((line, at) => planEntry(line, at, style, width, isPreview));
  return ['', titled(style, width, 'The plan', evidenceOf(lines)), ...rows, ''];
}

/** What a preview has found. */
export interface Preview {
  readonly lines: readonly Line[];
  readonly obstacles: readonly Obstacle[];
  readonly requests: { readonly reads: number; readonly writes: number };
  readonly planId: string | undefined;
}

/** A preview: the plan, the commands that do the same, and the count of requests as the proof that nothing was changed. */
export function previewPage(preview: Preview, style: Style, width: number): readonly string[] {
  const { lines, obstacles, requests, planId } = preview;
  return [
    ...planPage(lines, style, width, true),
    ...obstaclesPage(obstacles, style, width),
    ...commandsPage(lines, style),
    ...hang('', previewCount(requests, planId), width),
  ];
}

/** That a preview has only read, and the id of what it shows. */
export function previewCount({ reads, writes }: Preview['requests'], planId: string | undefined): string {
  const id = planId === undefined ? '' : ` The id of this plan: ${planId}`;
  return `Preview: ${reads} reads, ${writes} writes. Nothing was changed.${id}`;
}

/** What came of a step, when it is settled. */
export function settledEntry(line: Line, style: Style, width: number): readonly string[] {
  const right = line.took !== undefined && line.took > 0 ? duration(line.took) : '';
  return entry(style, width, { mark: style.good(style.mark.done), title: line.title, text: safe(line.says), right });
}

/** Where an answer came from that was given, not recommended: as it would be given again. */
function sourceOf({ question, from }: Answered): string | undefined {
  switch (from) {
    case 'flag':
      return `from --${question.flag}`;
    case 'environment':
      return `from ${variableOf(question)}`;
    case 'file':
      return 'from the answers file';
    case 'prompt':
    case 'recommended':
      return undefined;
  }
}

type Answered = Extract<EngineEvent, { kind: 'answered' }>;

/** One line about an answer. `before`: the one that it takes the place of, where that still stands on the screen. */
export function answeredEntry(answered: Answered, style: Style, width: number, before?: string): readonly string[] {
  const why = answered.why ?? sourceOf(answered);
  const instead = before === undefined ? '' : `, instead of ${safe(before)}`;
  const reason = `${why === undefined ? '' : `, ${safe(why)}`}${instead}`;
  const title = cut(answered.question.message, 40);
  return entry(style, width, { mark: style.good(style.mark.done), title, text: `${safe(answered.label)}${reason}` });
}
