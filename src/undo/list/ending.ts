import { type Cells, table } from '../../many/table.ts';
import { hang } from '../../terminal/layout.ts';
import type { Style } from '../../terminal/style.ts';
import { listed } from '../../text/listing.ts';
import { safe } from '../../text/safe.ts';
import { noYesLines } from '../page.ts';
import { losesData } from '../plan.ts';
import type { UndoOutcome, UndoResult } from '../result.ts';
import { whys } from './page.ts';
import type { UndoListResult } from './result.ts';

const words: Readonly<Record<UndoOutcome, string>> = {
  undone: 'taken back',
  planned: 'not begun',
  left: 'not begun',
  'needs-approval': 'not begun',
  waiting: 'waiting',
  handover: 'waits for somebody else',
  interrupted: 'interrupted',
  failed: 'failed',
};

/** How the rows ended. */
function summary({ instances }: UndoListResult, style: Style, width: number): readonly string[] {
  const undone = instances.filter(({ outcome }) => outcome === 'undone').length;
  const says = `${undone} of ${instances.length} taken back.`;
  const cells = instances.map(({ name, outcome }): Cells => [name, words[outcome]]);
  const why = ({ name, error, waitsFor }: UndoResult): readonly { name: string; says: string }[] =>
    error !== undefined
      ? [{ name, says: `${error.message} ${error.suggestion}` }]
      : waitsFor === undefined
        ? []
        : [{ name, says: `${waitsFor}.` }];
  return [
    '',
    undone === instances.length ? style.good(says) : style.bold(says),
    ...table(['Name', ''], cells, style, width),
    ...whys(instances.flatMap(why), style, width),
  ];
}

/** What an ending says besides the result. */
interface Around {
  readonly command: string;
  readonly preview: boolean;
  /** Why nobody can be asked. */
  readonly unasked: string;
  /** Who could do what this account may not. */
  readonly helpers: readonly string[];
  /** Variables in the `.env` of the current folder that lead nowhere now. */
  readonly inEnv: readonly string[];
}

/** The lines that end a run. */
export function undoListEnding(
  result: UndoListResult,
  style: Style,
  width: number,
  { command, preview, unasked, helpers, inEnv }: Around,
): readonly string[] {
  const { outcome, plan, requests, handOverFile, stateFile, error, instances } = result;
  const begun = instances.some(({ fates }) => fates.size > 0) || outcome === 'undone';
  const saved = hang('', `How far it is, is saved in ${safe(stateFile ?? '')}`, width);
  const again = (says: string): readonly string[] => [...saved, says, `  ${command}`];
  const ended = begun ? summary(result, style, width) : [];
  const agreeing = `${command} --plan ${plan?.id ?? ''}${plan !== undefined && losesData(plan.data) ? ' --with-data' : ''}`;
  if (preview && plan !== undefined) {
    const count = `Preview: ${requests.reads} reads, ${requests.writes} writes.`;
    return hang('', `${count} Nothing was removed. The id of this plan: ${plan.id ?? ''}`, width);
  }
  switch (outcome) {
    case 'planned':
      return [...ended, ...again('To carry on:')];
    case 'left':
      return ['Nothing was removed.'];
    case 'needs-approval':
      return [...noYesLines(unasked, style, width), 'To agree to exactly this plan:', `  ${agreeing}`];
    case 'undone':
      return [
        ...ended,
        ...(inEnv.length === 0
          ? []
          : hang(
              '',
              `The .env in this folder leads nowhere now, and is left as it is: ${safe(listed(inEnv))}.`,
              width,
            )),
        ...hang('', 'The same can be set up again at once, with its list: --answers FILE', width),
      ];
    case 'handover': {
      const whom = helpers.length === 0 ? 'someone who may do it' : helpers.join(' or ');
      return [
        ...ended,
        ...hang(
          `${style.warn(style.mark.note)} `,
          safe(`Written to ${handOverFile ?? ''}. Send it to ${whom}.`),
          width,
        ),
        ...again('When it is done, run this again:'),
      ];
    }
    case 'waiting':
      return [...ended, ...again('Run it again in a while:')];
    case 'interrupted':
      return ['Interrupted. What was begun goes on in Azure.', ...ended, ...again('To carry on:')];
    case 'failed': {
      const refused = instances.filter((each) => each.error !== undefined).length;
      // The plan has said why.
      if (!begun && refused > 0 && refused < instances.length && plan !== undefined && plan.removes.length > 0) {
        const says = `${refused} of ${instances.length} can't be removed, and nothing was begun. To remove what can be, by exactly this plan:`;
        return [...hang('', says, width), `  ${agreeing}`];
      }
      const why = begun || refused > 0 || error === undefined ? [] : [`${error.message} ${error.suggestion}`];
      const alone = why.flatMap((each) => hang(`${style.bad(style.mark.failed)} `, safe(each), width));
      return [...ended, ...alone, ...again('To carry on:')];
    }
  }
}
