import { SetupError } from '../errors.ts';
import { type Check, type CheckId, type Finding, type Known, refusal, type Scene, skipped } from './check.ts';

/** A check with what it found. */
export interface Examined extends Finding {
  readonly id: CheckId;
  readonly title: string;
}

/**
 * Makes the checks, each as soon as those it waits for are done, and tells of each in their order. One that builds on
 * something that didn't go well is skipped, with the reason.
 */
export async function examine(
  checks: readonly Check[],
  scene: Scene,
  tell: (examined: Examined) => void,
): Promise<readonly Examined[]> {
  const known: Known = { skews: [] };
  const running = new Map<CheckId, Promise<Examined>>();
  for (const check of checks) {
    const made = make(check, scene, known, running);
    // What waits for it below meets the error; until then it isn't lost.
    made.catch(() => undefined);
    running.set(check.id, made);
  }
  const all: Examined[] = [];
  for (const made of running.values()) {
    const examined = await made;
    all.push(examined);
    tell(examined);
  }
  return all;
}

async function make(
  check: Check,
  scene: Scene,
  known: Known,
  running: ReadonlyMap<CheckId, Promise<Examined>>,
): Promise<Examined> {
  const { id, title } = check;
  const made = (ids: readonly CheckId[]): readonly Promise<Examined>[] =>
    ids.flatMap((each) => running.get(each) ?? []);
  const before = await Promise.all(made(check.after));
  await Promise.all(made(check.once ?? []));
  const wrong = before.find(({ status, stops }) => status === 'problem' || status === 'skipped' || stops === true);
  if (wrong !== undefined) return { id, title, ...skipped(`needs "${wrong.title}" first`) };
  try {
    return { id, title, ...(await check.look(scene, known)) };
  } catch (error) {
    if (error instanceof SetupError) return { id, title, ...refusal(error) };
    throw error;
  }
}
