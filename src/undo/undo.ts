import { steps } from '../../steps/index.ts';
import type { CommandLine } from '../cli/command.ts';
import { invoked } from '../cli/invocation.ts';
import { timeoutOf } from '../cli/numbers.ts';
import { planOption } from '../cli/plan-option.ts';
import { type Session, withSession } from '../cli/session.ts';
import type { Fate } from '../engine/undo/apply.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import { ledgerFile } from '../first-steps/ledger.ts';
import { untouchedSample } from '../first-steps/untouched.ts';
import type { Process } from '../local/process.ts';
import { type Stopper, stopperOn } from '../local/stopper.ts';
import type { Azure } from '../port/azure.ts';
import { theOneOrList } from '../saved/choose-many.ts';
import { enter } from '../saved/enter.ts';
import type { Listed } from '../saved/list.ts';
import { memoryOf } from '../state/memory.ts';
import { partsOf } from '../state/parts.ts';
import { hang } from '../terminal/layout.ts';
import type { Argv } from '../text/argv.ts';
import { commandLine } from '../text/shell.ts';
import { systemClock } from '../wizard/clock.ts';
import { writeHandOver } from '../wizard/hand-over.ts';
import { sameAgain } from '../wizard/same-again.ts';
import { questionsOf } from '../wizard/saved/words.ts';
import { agreesToUndo } from './asking.ts';
import { checkGiven, type Given } from './consent.ts';
import { leadNowhere } from './env-file.ts';
import { held } from './hold.ts';
import { letterFor } from './letter.ts';
import { undoList } from './list/undo-list.ts';
import { withoutRecord } from './no-record.ts';
import { undoEnding, undoPage } from './page.ts';
import { foundIn, type UndoPlan, withId } from './plan.ts';
import { type UndoResult, undoDocument, undoExitCode } from './result.ts';
import { takeBack } from './take-back.ts';
import { subscriptionOf } from './where.ts';

/** `adt-setup undo`: takes back what a set-up has made, the newest first, and never what it found. */
export async function undo(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const planId = planOption(line.options);
  const stop = stopperOn(host, signal);
  try {
    const wanted = { line, host, signal: stop.signal, scenario: line.options.sandbox, patience: 3600, asks: true };
    return await withSession(wanted, (session) => undoIn(session, planId, stop));
  } finally {
    stop.end();
  }
}

async function undoIn(session: Session, planId: string | undefined, stop: Stopper): Promise<number> {
  const { line, screen, terminal, prompter, answers, target, environment } = session;
  const one = await theOneOrList(session, 'adt-setup undo').catch((error: unknown) => {
    throw withoutRecord(error, target.cloud.practice);
  });
  const set = one?.rows[0];
  const name = set?.name ?? set?.group ?? '';
  const given: Given = {
    yes: line.options.yes !== undefined,
    planId,
    name: answers['name']?.from === 'flag' ? answers['name'].value : undefined,
    withData: line.options['with-data'] !== undefined,
    canAsk: prompter !== undefined,
  };
  if (one?.list !== undefined) return await undoList(session, { one: { ...one, list: one.list }, given, stop });
  checkGiven(given, name);
  const width = terminal.width() - 1;
  const command = commandLine(invoked(environment, ['undo', ...target.argv, ...(one?.argv ?? [])]));
  const helpers: string[] = [];
  const result =
    set === undefined
      ? endedAt('left', name, { reads: 0, writes: 0 }, undefined)
      : await undoOf(session, set, { name, given, stop, command, helpers });
  screen.rest();
  const around = {
    command,
    again: invoked(
      environment,
      againArguments(set, [...target.argv, ...(line.options.state === undefined ? [] : (one?.argv ?? []))]),
    ),
    unasked: terminal.unasked,
    helpers,
    inEnv: leadNowhere('.', result),
  };
  screen.print(undoEnding(result, terminal.style, width, around));
  session.document(() => undoDocument(result));
  return undoExitCode(result);
}

/** The same set-up, with no questions. */
function againArguments(set: Listed | undefined, before: Argv): Argv {
  if (set === undefined) return before;
  return sameAgain(questionsOf(steps), memoryOf({ ...set.record, serial: 0 }, undefined, Date.now), {}, before);
}

function endedAt(
  outcome: UndoResult['outcome'],
  name: string,
  requests: UndoResult['requests'],
  stateFile: string | undefined,
): UndoResult {
  return { outcome, name, plan: undefined, fates: new Map(), requests, stateFile };
}

interface Order {
  readonly name: string;
  readonly given: Given;
  readonly stop: Stopper;
  readonly command: string;
  /** Told who could do what this account may not. */
  readonly helpers: string[];
}

async function undoOf(session: Session, set: Listed, order: Order): Promise<UndoResult> {
  const { line, target, terminal, screen, prompter } = session;
  const { name, given, stop } = order;
  const preview = line.options['dry-run'] !== undefined;
  const work = await held(session, set, preview);
  const { memory } = work;
  const azure = await session.azure(() => !preview);
  const fates = new Map<string, Fate>();
  let plan: UndoPlan | undefined;
  const rest = (): Pick<UndoResult, 'name' | 'plan' | 'fates' | 'requests' | 'stateFile' | 'hostName'> => ({
    name,
    plan,
    fates,
    requests: azure.requests,
    stateFile: memory.file() ?? set.file,
    hostName: set.record.facts.hostName,
  });
  try {
    // As it is now that nobody else works on it.
    const record = memory.record();
    if (record.made.length === 0 && record.making === null && record.deploying === undefined) {
      if (!preview) memory.undone();
      const found = foundIn(partsOf(record));
      plan = withId({ account: undefined, entries: [], found, data: null, missing: [], notes: [] }, target.cloud.name);
      return { ...rest(), outcome: preview ? 'planned' : 'undone' };
    }
    const entered = await enter(session, azure, record);
    const subscription = subscriptionOf(entered, record);
    const width = terminal.width() - 1;
    const ended = await takeBack({
      steps,
      azure,
      memory,
      clock: systemClock,
      signal: session.signal,
      tell: screen.tell,
      timeout: timeoutOf(line.options),
      stopping: stop.stopping,
      cloud: target.cloud.name,
      account: entered.account,
      subscription,
      name,
      given,
      preview,
      fates,
      findOurs: (instance, hostName) =>
        untouchedSample(ledgerFile(target.setups, record.id), instance, azure.twinsData(subscription.id, hostName)),
      view: {
        planned: (next) => (plan = next),
        show: (next) => {
          screen.rest();
          if (!terminal.quiet || prompter !== undefined) screen.show(undoPage(next, name, terminal.style, width));
        },
        agrees: async (next) => prompter !== undefined && (await agreesToUndo(prompter, next, name)),
        begins: () =>
          stop.working(() =>
            screen.print(hang('', 'Finishing what is under way; Ctrl-C once more leaves at once.', width)),
          ),
      },
    });
    if (ended.outcome !== 'handover') return { ...rest(), ...ended };
    return { ...rest(), ...ended, handOverFile: await handOver(azure, session, order, ended.plan, subscription) };
  } catch (error) {
    screen.rest();
    if (error instanceof InterruptedError) return { ...rest(), outcome: 'interrupted', signal: error.signal };
    if (error instanceof SetupError) return { ...rest(), outcome: 'failed', error };
    throw error;
  } finally {
    await work.end();
  }
}

/** Writes what somebody else has to do into the current folder, or beside the state file. */
async function handOver(
  azure: Azure,
  session: Session,
  { command, helpers, name }: Order,
  plan: UndoPlan,
  subscription: { readonly id: string; readonly name: string },
): Promise<string> {
  const from = plan.account?.name ?? 'Somebody';
  const { text, people } = await letterFor(azure, plan.missing, { name: from, subscription, command });
  helpers.push(...people);
  return writeHandOver(text, `undo-${name}`, [process.cwd(), session.target.setups]);
}
