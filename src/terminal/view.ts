import type { Plan } from '../engine/plan.ts';
import { shownPath } from '../local/home.ts';
import type { Azure } from '../port/azure.ts';
import { safe } from '../text/safe.ts';
import { helpersOf } from '../wizard/hand-over.ts';
import type { View, WizardPrompter } from '../wizard/view.ts';
import { commandsPage } from './command-lines.ts';
import { told } from './copied.ts';
import type { Keyboard } from './keyboard.ts';
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
}

/** The wizard's pages on a terminal. `--quiet` leaves out what nobody has to answer. */
export function viewOn(
  { terminal, screen, keyboard, prompter, environment }: Drawing,
  { azure, planned, handOver }: Told,
): View {
  const { style } = terminal;
  const width = (): number => terminal.width() - 1;
  const print = (lines: readonly string[]): void => {
    if (!terminal.quiet || prompter !== undefined) screen.show(lines);
  };
  return {
    prompter,
    planned,
    showPlan: (plan) =>
      print([...planPage(plan.lines, style, width(), false), ...obstaclesPage(obstaclesOf(plan), style, width())]),
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
