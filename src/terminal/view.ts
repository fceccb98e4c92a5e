import type { Plan } from '../engine/plan.ts';
import { SetupError } from '../errors.ts';
import { shownPath } from '../local/home.ts';
import type { Azure } from '../port/azure.ts';
import { helpersOf } from '../step/hand-over.ts';
import { safe } from '../text/safe.ts';
import type { RowValues, View, WizardPrompter } from '../wizard/view.ts';
import { commandsPage } from './command-lines.ts';
import { told } from './copied.ts';
import type { Keyboard } from './keyboard.ts';
import { hang } from './layout.ts';
import { handOverSentence, type Obstacle, obstaclesPage } from './obstacles.ts';
import { planPage, previewPage } from './pages.ts';
import type { Screen } from './screen.ts';
import type { Terminal } from './terminal.ts';

function obstaclesOf(plan: Plan): readonly Obstacle[] {
  return [...plan.outcomes.values()].flatMap((outcome) =>
    outcome.kind === 'blocked'
      ? [
          {
            missing: outcome.missing,
            subscription: plan.report.subscriptionName,
            why: outcome.why,
            people: outcome.handOver.people,
            activations: outcome.activations,
          },
        ]
      : [],
  );
}

const saysSaved = {
  plan: 'Nothing was created. The plan is written down, as a page for a colleague and as a script with the az lines:',
  list: 'The list is written down, as an answers file:',
};

/** What the pages are drawn with. */
interface Drawing {
  readonly terminal: Terminal;
  readonly screen: Screen;
  readonly keyboard: Keyboard;
  readonly prompter: WizardPrompter | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** What the pages tell of, and who else is told. */
interface Told {
  readonly azure: Pick<Azure, 'requests'>;
  planned(plan: Plan): void;
  /** Writes a hand-over, and gives the file's path. */
  handOver: View['handOver'];
  /** Writes a plan down, and gives the files' paths. */
  savePlan(plan: Plan): readonly string[];
  /** Writes a list down, and gives the file's path; undefined where there can't be one. */
  readonly saveList?: ((rows: readonly RowValues[]) => string) | undefined;
}

/** The files that were written; or why none was. */
function written<Files>(write: () => Files): { readonly files: Files } | { readonly why: string } {
  try {
    return { files: write() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (error instanceof SetupError) return { why: `${error.message} ${error.suggestion}` };
    if (code === undefined) throw error;
    return { why: `The files can't be written (${code}).` };
  }
}

/** The wizard's pages on a terminal. `--quiet` leaves out what nobody has to answer. */
export function viewOn(
  { terminal, screen, keyboard, prompter, environment }: Drawing,
  { azure, planned, handOver, savePlan, saveList }: Told,
): View {
  const { style } = terminal;
  const width = (): number => terminal.width() - 1;
  const print = (lines: readonly string[], name?: string): void => {
    if (!terminal.quiet || prompter !== undefined) screen.show(lines, name);
  };
  const sayWhy = (why: string): void => print(['', ...hang('', safe(why), width()), '']);
  const writtenLines = (says: string, files: readonly string[]): readonly string[] => [
    '',
    ...hang('', says, width()),
    ...files.map((file) => `  ${safe(shownPath(file, environment))}`),
    '',
  ];
  const closePlan = (): void => screen.tell({ kind: 'untold', name: 'plan' });
  return {
    prompter,
    planned,
    showPlan: (plan) => {
      closePlan();
      const obstacles = obstaclesPage(obstaclesOf(plan), style, width());
      print([...planPage(plan.lines, style, width(), false), ...obstacles], 'plan');
    },
    closePlan,
    showPreview: (plan) =>
      screen.show(
        previewPage(
          { lines: plan.lines, obstacles: obstaclesOf(plan), requests: azure.requests, planId: plan.id },
          style,
          width(),
        ),
      ),
    showCommands: (plan) => print(commandsPage(plan.lines, style)),
    say: (text) => print(told('', safe(text), width())),
    savePlan: (plan) => {
      const saved = written(() => savePlan(plan));
      if ('why' in saved) return sayWhy(saved.why);
      print(writtenLines(saysSaved.plan, saved.files));
    },
    saveList:
      saveList &&
      ((rows) => {
        const saved = written(() => saveList(rows));
        if ('why' in saved) {
          sayWhy(saved.why);
          return undefined;
        }
        print(writtenLines(saysSaved.list, [saved.files]));
        return saved.files;
      }),
    rest: screen.rest,
    handOver: (handOvers, report) => {
      const file = handOver(handOvers, report);
      const text = handOverSentence(shownPath(file, environment), helpersOf(handOvers));
      if (prompter) print(['', ...told(`${style.warn(style.mark.note)} `, text, width())]);
      return file;
    },
    untilKey: keyboard.untilKey,
  };
}
