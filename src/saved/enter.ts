import { steps } from '../../steps/index.ts';
import type { Session } from '../cli/session.ts';
import { sameName } from '../domain/names.ts';
import type { PlanAccount } from '../domain/plan.ts';
import type { Context } from '../engine/context.ts';
import { makePlan } from '../engine/make-plan.ts';
import { newSession } from '../engine/session.ts';
import type { Azure, AzureReads, Subscription } from '../port/azure.ts';
import { memoryOf } from '../state/memory.ts';
import { subscriptionIn } from '../state/parts.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import { systemClock } from '../wizard/clock.ts';

/** Who has signed in, and the subscription of the set-up as that account sees it. */
export interface Entered {
  readonly account: PlanAccount;
  /** Undefined where the account doesn't see it. */
  readonly subscription: Subscription | undefined;
}

/** How a person who answers is asked, and what is told meanwhile. */
type Around = Pick<Session, 'answers' | 'machine' | 'prompter' | 'screen' | 'target' | 'signal'>;

/**
 * Signs in as the set-up was signed in to, in the directory where it is, and looks for its subscription. What is answered for that
 * is saved nowhere.
 * @throws SetupError when nobody can be signed in.
 */
export async function enter(
  { answers, machine, prompter, screen, target, signal }: Around,
  azure: AzureReads,
  record: SetupRecord,
): Promise<Entered> {
  const memory = memoryOf({ ...record, serial: 0 }, undefined, Date.now);
  const login = steps.filter(({ questions }) => questions.some(({ subject }) => subject === 'sign-in'));
  for (const { key, subject } of login.flatMap(({ questions }) => questions)) {
    const given = answers[key];
    if (given !== undefined) memory.keep(key, given);
    else if (subject === 'directory' && record.tenant !== null) {
      memory.keep(key, { value: record.tenant, from: 'recommended' });
    }
  }
  const context: Context = {
    steps: login,
    // Planning only reads: what the port can do besides is not used, and may not be there at all.
    azure: azure as Azure,
    cloud: target.cloud,
    machine,
    memory,
    prompter,
    tell: screen.tell,
    clock: systemClock,
    signal,
    waits: false,
    timeout: undefined,
  };
  const { account } = (await makePlan(context, newSession())).report;
  if (account === undefined) throw new TypeError('Nobody has signed in.');
  return { account, subscription: subscriptionFor(record, await azure.subscriptions()) };
}

/** The subscription of a set-up among those that an account sees: by its id; by its name where only that is saved, and only one has it. */
export function subscriptionFor(record: SetupRecord, all: readonly Subscription[]): Subscription | undefined {
  const saved = subscriptionIn(record);
  if (saved === undefined) return undefined;
  const [named, another] = all.filter(({ name }) => sameName(name, saved));
  return all.find(({ id }) => sameName(id, saved)) ?? (another === undefined ? named : undefined);
}
