import { variableOf } from '../cli/options.ts';
import { scopeName } from '../domain/names.ts';
import type { Right } from '../domain/right.ts';
import type { EngineEvent, Line } from '../engine/context.ts';
import type { Activation } from '../step/hand-over.ts';
import type { Evidence } from '../step/step.ts';
import type { Argv } from '../text/argv.ts';
import { safe } from '../text/safe.ts';
import { type Shell, shellOn } from '../text/shell.ts';
import { cut, duration, hang, pad, widthOf } from './layout.ts';
import type { Style } from './style.ts';

/** Columns of the titles: the longest is "Resource group". */
const titles = 16;

/** Below this many columns, titles stand in the running text. */
const narrow = 60;

/** A line of the report: mark, title, text, and something small at the right end. */
export function entry(
  style: Style,
  width: number,
  mark: string,
  title: string,
  text: string,
  right = '',
): readonly string[] {
  const plain = style.mark.done.endsWith(':');
  if (plain) return hang('', `${mark} ${title}: ${text}${right === '' ? '' : ` (${right})`}`, width);
  if (width < narrow) return hang(`${mark} `, `${title}: ${text}${right === '' ? '' : ` (${right})`}`, width);
  const head = `${mark} ${pad(title, Math.max(titles, widthOf(title) + 2))}`;
  const room = width - widthOf(head) - (right === '' ? 0 : widthOf(right) + 2);
  const [first = '', ...rest] = hang(head, text, widthOf(head) + room);
  const gap = width - widthOf(first) - widthOf(right);
  return [right === '' ? first : `${first}${' '.repeat(Math.max(2, gap))}${style.dim(right)}`, ...rest];
}

const proofs: Readonly<Record<Evidence, string>> = { checked: 'checked', assumed: 'expected', unknown: 'not checked' };

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

/** Names that a screen has room for; the hand-over has them all. */
const mostNames = 5;

function names(people: readonly string[]): string {
  const more = people.length - mostNames;
  return more > 0 ? `${people.slice(0, mostNames).join(', ')} and ${more} more` : people.join(', ');
}

/** Where the hand-over is, and whom to send it to, as far as it is known. */
export function handOverSentence(file: string, helpers: readonly string[]): string {
  const whom =
    helpers.length === 0 ? 'somebody who may do it' : `${helpers.length === 1 ? '' : 'one of '}${names(helpers)}`;
  return safe(`Written to ${file}. Send it to ${whom}; it says what to run and why.`);
}

/** What stands in the way, exactly, and who could help: perhaps the person alone. What holds for all is said once. */
export function obstaclesPage(obstacles: readonly Obstacle[], style: Style, width: number): readonly string[] {
  if (obstacles.length === 0) return [];
  const missing = obstacles.flatMap(({ missing, subscription }) => missing.map((right) => ({ right, subscription })));
  const yours = new Map(obstacles.flatMap((each) => each.activations).map((each) => [`${each.role} ${each.on}`, each]));
  const reasons = new Set(obstacles.map((each) => each.why).filter((each) => each !== ''));
  const people = new Set(obstacles.map((each) => names(each.people)).filter((each) => each !== ''));
  return [
    ...missing.flatMap(({ right, subscription }) =>
      hang(
        `${style.warn(style.mark.note)} Missing: `,
        safe(`${right.action} on ${scopeName(right.scope, subscription)}`),
        width,
      ),
    ),
    ...[...reasons].flatMap((each) => hang('  ', safe(each), width)),
    ...[...yours.values()].flatMap(({ role, on, link }) => [
      ...hang('  You:      ', safe(`you are eligible for ${role} on ${on}. Activate it here:`), width),
      ...hang('            ', safe(link), width),
    ]),
    ...[...people].flatMap((each) => hang('  Who can:  ', safe(each), width)),
    '',
  ];
}

export interface Obstacle {
  readonly missing: readonly Right[];
  /** Name of the subscription. */
  readonly subscription: string | undefined;
  readonly why: string;
  readonly people: readonly string[];
  readonly activations: readonly Activation[];
}

/** A preview: the plan, the commands that do the same, and the count of requests as the proof that nothing was changed. */
export function previewPage(
  lines: readonly Line[],
  obstacles: readonly Obstacle[],
  { reads, writes, planId }: { readonly reads: number; readonly writes: number; readonly planId: string | undefined },
  style: Style,
  width: number,
): readonly string[] {
  const id = planId === undefined ? '' : ` The id of this plan: ${planId}`;
  const count = `Preview: ${reads} reads, ${writes} writes. Nothing was changed.${id}`;
  return [
    ...planPage(lines, style, width, true),
    ...obstaclesPage(obstacles, style, width),
    ...commandsPage(lines, style, width),
    ...hang('', count, width),
  ];
}

/** The commands of the Azure CLI that do the same, ready to paste. */
export function commandsPage(lines: readonly Line[], style: Style, width: number): readonly string[] {
  const commands = lines.flatMap((line) => line.az.map((argv) => ({ title: line.title, argv })));
  const page = commands.flatMap(({ title, argv }) => [style.dim(`# ${title}`), ...shellLines(argv, width)]);
  return ['', style.bold('The same with the Azure CLI'), ...page, ''];
}

/** A command line, broken between its arguments in the shell's own way, so that it can be pasted as it is. */
export function shellLines(argv: Argv, width: number, shell = shellOn()): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of phrases(argv, shell)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width - 2) {
      line = longer;
    } else {
      lines.push(`${line} ${shell.goesOn}`);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}

/** Quoted arguments, each flag together with its value. */
function phrases(argv: Argv, shell: Shell): readonly string[] {
  const words: string[] = [];
  for (const word of shell.words(argv)) {
    const last = words.at(-1);
    if (last !== undefined && /^--?[a-z-]+$/.test(last) && !word.startsWith('-'))
      words[words.length - 1] = `${last} ${word}`;
    else words.push(word);
  }
  return words;
}

/** What came of a step, when it is settled. */
export function settledEntry(line: Line, style: Style, width: number): readonly string[] {
  const right = line.took !== undefined && line.took > 0 ? duration(line.took) : '';
  return entry(style, width, style.good(style.mark.done), line.title, safe(line.says), right);
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

/** One line about an answer. */
export function answeredEntry(answered: Answered, style: Style, width: number): readonly string[] {
  const why = answered.why ?? sourceOf(answered);
  const reason = why === undefined ? '' : `, ${safe(why)}`;
  const title = cut(answered.question.message, 40);
  return entry(style, width, style.good(style.mark.done), title, `${safe(answered.label)}${reason}`);
}
