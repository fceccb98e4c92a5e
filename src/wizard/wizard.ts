import { carryOut, type Done } from '../engine/carry-out.ts';
import type { Desk } from '../engine/desk.ts';
import { StepError } from '../engine/flow.ts';
import type { Plan } from '../engine/plan.ts';
import { curable, reopen, reopenAfter } from '../engine/reopening.ts';
import { settleBegun, settleLeft } from '../engine/settling.ts';
import { survey } from '../engine/survey.ts';
import { newWalk, type Walk } from '../engine/walk.ts';
import { helpersOf } from '../hand-over.ts';
import type { HandOver } from '../packet.ts';
import type { Person } from '../terminal/ask.ts';
import { sayGone } from './gone.ts';
import { activate, activationsOf, waitForHelp } from './help.ts';
import { review } from './review.ts';

/** What the wizard shows and is told; it draws nothing itself. */
export interface Front {
  readonly person: Person | undefined;
  /** A survey has ended with this plan. */
  planned(plan: Plan): void;
  showPlan(plan: Plan): void;
  /** The plan with how sure each line is, the commands, and that nothing was changed. */
  showPreview(plan: Plan): void;
  showCommands(plan: Plan): void;
  say(text: string): void;
  /** Stops showing work. */
  rest(): void;
  /** Writes what somebody else must do, says so when a person is there, and gives the file's path. */
  handOver(handOvers: readonly HandOver[], facts: Done['facts']): string;
  /** Works until it is done or a key is pressed, which aborts the signal. */
  untilKey<Value>(work: (leave: AbortSignal) => Promise<Value>): Promise<Value>;
  readonly lookEverySeconds: number;
}

export interface Order {
  /** Look and show only. */
  readonly preview: boolean;
  /** Show the plan and ask before anything is done. */
  readonly review: boolean;
  /** From now on writes are allowed and progress is saved: the person wants the preview carried out. */
  beginForReal(): void | Promise<void>;
}

/** How the wizard ended, errors apart. `left`: the person stopped at the plan. */
export interface Ended {
  readonly outcome: Done['outcome'] | 'planned' | 'left';
  readonly lines: Done['lines'];
  readonly facts: Done['facts'];
  readonly handOverFile?: string;
  /** Whom to send it to, as far as it is known. */
  readonly helpers?: readonly string[];
}

type Settled = { readonly plan: Plan } | { readonly ended: Ended };

function endedWith(outcome: Ended['outcome'], plan: Plan): Ended {
  return { outcome, lines: plan.lines, facts: plan.facts };
}

/** Nothing to make and nobody to wait for: everything is there. */
function isComplete(plan: Plan): boolean {
  return plan.lines.every((line) => line.status === 'reused');
}

async function preview(front: Front, order: Order, plan: Plan): Promise<Settled> {
  front.showPreview(plan);
  if (front.person === undefined || isComplete(plan)) return { ended: endedWith('planned', plan) };
  const answer = await front.person.choose({
    message: 'Carry it out now?',
    explain: 'Yes does what the plan says. No leaves Azure, and your saved set-ups, as they are.',
    choices: [
      { value: 'no', label: 'No' },
      { value: 'yes', label: 'Yes' },
    ],
    preselected: 'no',
  });
  if (answer === 'no') return { ended: endedWith('planned', plan) };
  await order.beginForReal();
  return { plan };
}

/** Shows the plan until the person decides; surveys again after a change. */
async function reviewed(desk: Desk, walk: Walk, front: Front, first: Plan): Promise<Settled> {
  let plan = first;
  const { person } = front;
  front.showPlan(plan);
  if (person === undefined) return { plan };
  for (;;) {
    const decision = await review(desk, plan, person, activationsOf(plan));
    switch (decision.is) {
      case 'go':
        return { plan };
      case 'stop':
      case 'save':
        return { ended: endedWith('left', plan) };
      case 'commands':
        front.showCommands(plan);
        continue;
      case 'activate':
        await activate(desk, walk, front, plan, decision.activation);
        break;
      case 'change':
        reopen(desk, walk, decision.key);
        break;
      case 'look-again':
        break;
    }
    plan = await survey(desk, walk);
    front.planned(plan);
    front.showPlan(plan);
  }
}

/** What was begun before other answers were given is settled, and said. */
async function sayLeft(desk: Desk, front: Front, plan: Plan): Promise<void> {
  const left = await settleLeft(desk, plan);
  if (left === undefined) return;
  front.say(`Of what was begun before the answers were changed, this is there, and stays: ${left}`);
}

async function madeReady(desk: Desk, front: Front, plan: Plan, hasWaited: boolean): Promise<Ended> {
  await sayLeft(desk, front, plan);
  front.showPlan(plan);
  front.say(hasWaited ? 'Everything is there now.' : 'Everything is there already: nothing was changed.');
  for (const [id, outcome] of plan.outcomes) {
    if (outcome.kind === 'found') settleBegun(desk, id, outcome.value);
  }
  for (const line of plan.lines) desk.memory.settled(line.id, true);
  return endedWith('ready', plan);
}

/**
 * The whole set-up: survey, review, carry out. After a refusal that another answer cures, that question is asked again.
 * @throws StepError, NeedsAnswersError, InterruptedError.
 */
export async function wizard(desk: Desk, front: Front, order: Order): Promise<Ended> {
  const walk = newWalk();
  let isReviewed = !order.review;
  let isPreview = order.preview;
  let hasWaited = false;
  let isFirst = true;
  for (;;) {
    const plan = await survey(desk, walk);
    front.planned(plan);
    if (isComplete(plan) && !isPreview) return await madeReady(desk, front, plan, hasWaited);
    // What this very run has made may take a while to be seen.
    if (isFirst && sayGone(desk, front, plan)) isReviewed = false;
    isFirst = false;
    const settled: Settled = isPreview
      ? await preview(front, order, plan)
      : isReviewed && plan.blocked.size === 0
        ? { plan }
        : await reviewed(desk, walk, front, plan);
    if ('ended' in settled) return settled.ended;
    isReviewed = true;
    isPreview = false;
    try {
      await sayLeft(desk, front, settled.plan);
      const done = await carryOut(desk, walk, settled.plan);
      const ended = { ...done, facts: { ...settled.plan.facts, ...done.facts } };
      if (done.outcome !== 'handover') return ended;
      const handOverFile = front.handOver(settled.plan.handOvers, ended.facts);
      const isLeft = (await waitForHelp(desk, walk, front, settled.plan)) === 'left';
      if (isLeft) return { ...ended, handOverFile, helpers: helpersOf(settled.plan.handOvers) };
      hasWaited = true;
    } catch (error) {
      const cure = error instanceof StepError ? curable(desk, error.refusal) : undefined;
      if (cure === undefined) throw error;
      reopenAfter(desk, walk, cure);
      isReviewed = false;
    }
  }
}
