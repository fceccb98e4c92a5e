import { variableOf } from '../cli/other-options.ts';
import { safe } from '../text/safe.ts';
import type { Result } from '../wizard/result.ts';
import { told } from './copied.ts';
import { valueLines } from './end-page.ts';
import { entry } from './entry.ts';
import { hang } from './layout.ts';
import { handOverSentence } from './obstacles.ts';
import { refusalLines } from './refusal-lines.ts';
import type { Style } from './style.ts';

/** What is saved, and how to carry on: the last lines of every ending but "ready". What people copy stands alone. */
function carryOn(
  { outcome, stateFile, requests }: Result,
  { command, shown }: Around,
  width: number,
  first = '',
): readonly string[] {
  const says = (text: string): readonly string[] => hang('', `${first}${text}`, width);
  if (stateFile !== undefined) {
    const file = ['Saved in:', `  ${safe(shown(stateFile))}`];
    return [...says('Your answers and progress are saved. To carry on:'), `  ${command}`, ...file];
  }
  if (requests.writes === 0 && outcome === 'interrupted')
    return [...says('Nothing was changed, nothing had to be saved. To carry on:'), `  ${command}`];
  if (requests.writes === 0) return says('Nothing was changed, and nothing was saved.');
  const lost = 'What was made stays in Azure, but your progress could not be saved. To look at it again:';
  return [...says(lost), `  ${command}`];
}

function failed(result: Result, style: Style, width: number): readonly string[] {
  const { error } = result;
  if (!error) return [];
  const title = error.title ?? result.lines.find((line) => line.id === error.step)?.title ?? 'Stopped';
  return refusalLines(title, error, style, width);
}

function missing(result: Result, style: Style, width: number, unasked: string): readonly string[] {
  const questions = result.questions ?? [];
  const title = questions.length === 1 ? 'One answer is missing' : `${questions.length} answers are missing`;
  const rows = questions.flatMap(({ asked, when }) => {
    const { question, choices } = asked;
    const head = `--${question.flag} ${question.placeholder}  (${variableOf(question)}, "${question.key}" in --answers)`;
    const some = choices
      .filter((choice) => choice.disabled === undefined)
      .slice(0, 5)
      .map((choice) => choice.value);
    const more = some.length === 0 ? '' : ` Such as: ${some.join(', ')}.`;
    const only = when === undefined ? '' : ` Only when ${when}.`;
    return [
      ...hang('  ', head, width),
      ...hang('      ', safe(`${question.explain}${only}${more}`), width).map(style.dim),
    ];
  });
  return [
    ...hang(
      `${style.bad(style.mark.failed)} `,
      `${title}, and nobody can be asked${unasked === '' ? '' : ` (${unasked})`}:`,
      width,
    ),
    ...rows,
  ];
}

/** What an ending says besides the result. */
interface Around {
  /** The command line that carries on. */
  readonly command: string;
  /** Why nobody can be asked; empty where somebody can. */
  readonly unasked: string;
  /** A path as people are shown it. */
  shown(path: string): string;
}

/** How to agree to a plan that nobody could be asked about. Commands stand alone, to be copied. */
function unapproved({ planId }: Result, style: Style, width: number, { command, unasked }: Around): readonly string[] {
  const why = unasked === '' ? '' : ` (${unasked})`;
  const says = `Nothing was changed: Azure is only changed after a yes, and nobody can be asked here${why}.`;
  const exactly = planId === undefined ? [] : ['To agree to exactly this plan:', `  ${command} --plan ${planId}`];
  return [
    ...hang(`${style.warn(style.mark.note)} `, says, width),
    ...exactly,
    'To agree to whatever the plan is then:',
    `  ${command} --yes`,
  ];
}

/** The lines that end a run which is not ready. */
export function endingLines(result: Result, style: Style, width: number, around: Around): readonly string[] {
  const { command, unasked, shown } = around;
  const saved = carryOn(result, around, width);
  switch (result.outcome) {
    case 'ready':
    case 'planned':
      return [];
    case 'left':
      return ['Nothing was changed in Azure.', ...(result.stateFile === undefined ? [] : saved)];
    case 'needs-answers':
      return [...missing(result, style, width, unasked), '', ...saved];
    case 'needs-approval':
      return [...unapproved(result, style, width, around), '', ...saved];
    case 'interrupted':
      return carryOn(result, around, width, `Interrupted. ${goesOn(result)}`);
    case 'waiting':
      return [
        ...result.lines
          .filter((line) => line.status === 'waiting')
          .flatMap((line) =>
            entry(style, width, { mark: style.warn(style.mark.note), title: line.title, text: safe(line.says) }),
          ),
        ...hang('', 'Not everything is done yet; what was begun goes on in Azure.', width),
        ...saved,
      ];
    case 'handover': {
      const text = handOverSentence(shown(result.handOverFile ?? ''), result.helpers ?? []);
      return [
        ...failed(result, style, width),
        ...valueLines(result.report, style),
        '',
        ...told(`${style.warn(style.mark.note)} `, text, width),
        'Run it again when it is done:',
        `  ${command}`,
        ...(result.stateFile === undefined ? [] : ['Saved in:', `  ${safe(shown(result.stateFile))}`]),
      ];
    }
    case 'failed':
      return [...failed(result, style, width), '', ...saved];
  }
}

function goesOn(result: Result): string {
  return result.requests.writes > 0 ? 'What was begun goes on in Azure. ' : '';
}
