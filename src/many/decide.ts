import { saysYes } from '../cli/says-yes.ts';
import { isComplete } from '../wizard/agreeing.ts';
import type { Given } from '../wizard/consent.ts';
import type { WizardPrompter } from '../wizard/view.ts';
import { consentToList } from './consent.ts';
import type { Engine } from './engine.ts';
import type { ListPlan } from './plan-list.ts';
import { isGood } from './planned-row.ts';

/** What is done with the plan of a list. */
export type Decision =
  /** `isNew`: it was agreed to only now. */
  | { readonly is: 'go'; readonly isNew: boolean }
  /** Nothing is begun: a preview is over, the person said no, or nobody could agree. */
  | { readonly is: 'planned' | 'left' | 'needs-approval' };

/** What is asked, and of whom. */
interface Asking {
  readonly prompter: WizardPrompter | undefined;
  readonly given: Given;
  readonly preview: boolean;
  readonly engine: Engine;
  say(text: string): void;
  beginForReal(): Promise<void>;
}

const ways: Readonly<Record<Engine, string>> = {
  walk: 'one instance after the other',
  arm: 'all instances side by side, in a deployment that goes on without this computer',
};

/** "all 5 instances", "the other 4 of 5 instances". */
function which(good: number, all: number): string {
  if (good === all) return all === 1 ? 'this instance' : `all ${all} instances`;
  return `the other ${good} of ${all} instances`;
}

/**
 * Decides on the plan of a list: by what was given with the run, by an earlier yes, or by the person. Where some rows can't be set up,
 * the others go ahead only where a person says so, or `--yes` does.
 * @throws SetupError (refused) as {@link consentToList}.
 */
export async function decide(
  plan: ListPlan,
  { prompter, given, preview, engine, say, beginForReal }: Asking,
): Promise<Decision> {
  const good = plan.rows.filter(isGood);
  const isWhole = good.length === plan.rows.length;
  const asks = `Set up ${which(good.length, plan.rows.length)}?`;
  const explain = `Yes does what the plan says, ${ways[engine]}. No changes nothing in Azure.`;
  const hasWork = good.some((row) => !isComplete(row.plan));
  if (preview) {
    if (prompter === undefined || !hasWork || !(await saysYes(prompter, asks, explain))) return { is: 'planned' };
    await beginForReal();
    return { is: 'go', isNew: true };
  }
  if (good.length === 0) return { is: 'planned' };
  const consent = consentToList(plan, given);
  if (consent.is === 'missing') return { is: 'needs-approval' };
  if (consent.is === 'to-ask' && consent.says !== undefined) say(consent.says);
  const mustAsk = consent.is === 'to-ask' || (!isWhole && !given.yes);
  if (!mustAsk) return { is: 'go', isNew: !consent.before };
  if (prompter === undefined) return { is: 'planned' };
  return (await saysYes(prompter, asks, explain)) ? { is: 'go', isNew: true } : { is: 'left' };
}
