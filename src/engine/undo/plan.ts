import { atStep } from '../../errors.ts';
import type { AzureReads } from '../../port/azure.ts';
import type { MadeThing, Removal } from '../../step/removal.ts';
import type { AnyStep } from '../../step/step.ts';

/** Something that a set-up has made, and what comes of it when the set-up is taken back. */
export interface Entry {
  readonly thing: MadeThing;
  /** Of its step: "Resource group". */
  readonly title: string;
  readonly removal: Removal;
}

/** What it takes to look. */
interface Looking {
  readonly steps: readonly AnyStep[];
  readonly azure: AzureReads;
  /** Ids of what an earlier run has taken away: lists may show it for a while yet. */
  readonly gone: readonly string[];
}

/** What one thing is to come to now, when `going` are the ids of what goes before it. */
export async function removalOf(
  { steps, azure, gone }: Looking,
  thing: MadeThing,
  going: readonly string[],
): Promise<Removal> {
  const step = steps.find(({ id }) => id === thing.step);
  try {
    return (
      (await step?.remove?.({ azure, thing, going: [...gone, ...going], region: (code) => code })) ?? {
        kind: 'stays',
        says: thing.id,
        why: 'this version of adt-setup does not know how to take it back',
      }
    );
  } catch (error) {
    throw atStep(thing.step, error);
  }
}

/** Ids of what goes, or is gone. */
export function goingIn(entries: readonly Entry[]): readonly string[] {
  return entries.filter(({ removal }) => removal.kind !== 'stays').map(({ thing }) => thing.id);
}

/**
 * The plan in the other direction: looks at all that was made, the newest first, and changes nothing.
 * @throws SetupError, with its step, when something can't be looked at.
 */
export async function planUndo(looking: Looking, things: readonly MadeThing[]): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const thing of [...things].reverse()) {
    const title = looking.steps.find(({ id }) => id === thing.step)?.title ?? thing.step;
    entries.push({ thing, title, removal: await removalOf(looking, thing, goingIn(entries)) });
  }
  return entries;
}
