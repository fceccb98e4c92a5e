import type { Azure } from '../azure.ts';
import type { Plan } from '../engine/plan.ts';
import { helpersOf } from '../hand-over.ts';
import { safe } from '../safe.ts';
import type { Front } from '../wizard/wizard.ts';
import type { Person } from './ask.ts';
import type { Hands } from './hands.ts';
import { hang } from './layout.ts';
import { commandsPage, handOverSentence, type Obstacle, obstaclesPage, planPage, previewPage } from './pages.ts';
import type { Screen } from './screen.ts';
import type { Terminal } from './terminal.ts';

function obstaclesOf(plan: Plan): readonly Obstacle[] {
  return [...plan.outcomes.values()].flatMap((outcome) =>
    outcome.kind === 'blocked'
      ? [
          {
            missing: outcome.missing,
            subscription: plan.facts.subscription?.name,
            why: outcome.why,
            people: outcome.handOver.people,
            activations: outcome.activations,
          },
        ]
      : [],
  );
}

/** The wizard's pages on a terminal. `--quiet` leaves out what nobody has to answer. */
export function frontOn(
  terminal: Terminal,
  screen: Screen,
  hands: Hands,
  person: Person | undefined,
  azure: Azure,
  planned: (plan: Plan) => void,
  help: Pick<Front, 'handOver' | 'lookEverySeconds'>,
): Front {
  const { style } = terminal;
  const width = (): number => terminal.width() - 1;
  const print = (lines: readonly string[]): void => {
    if (!terminal.quiet || person !== undefined) screen.print(lines);
  };
  return {
    person,
    planned,
    showPlan: (plan) =>
      print([...planPage(plan.lines, style, width(), false), ...obstaclesPage(obstaclesOf(plan), style, width())]),
    showPreview: (plan) => screen.print(previewPage(plan.lines, obstaclesOf(plan), azure.requests, style, width())),
    showCommands: (plan) => print(commandsPage(plan.lines, style, width())),
    say: (text) => print(hang('', safe(text), width())),
    rest: screen.rest,
    lookEverySeconds: help.lookEverySeconds,
    handOver(parts, facts) {
      const file = help.handOver(parts, facts);
      const text = handOverSentence(file, helpersOf(parts));
      if (person) print(['', ...hang(`${style.warn(style.mark.note)} `, text, width())]);
      return file;
    },
    untilKey: hands.untilKey,
  };
}
