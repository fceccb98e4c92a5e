import { sameName } from '../../domain/names.ts';
import { systemClock } from '../../wizard/clock.ts';
import { agreesToUndoList } from '../asking.ts';
import { consentTo, isCovered } from '../consent.ts';
import { countWords } from './page.ts';
import type { ListPlan } from './plan-list.ts';
import type { Sitting } from './sitting.ts';

/** Keeps with each row what was agreed to, before anything is sent. */
async function approve({ saved }: Sitting, { rows, plan }: ListPlan, isNew: boolean): Promise<void> {
  const { account, id } = plan;
  if (account === undefined || id === undefined) return;
  await saved.atOnce(() => {
    for (const { plan: own, memory, refusal } of rows) {
      if (refusal !== undefined || own.removes.length === 0) continue;
      const before = isNew ? null : memory.record().undo;
      const gone = (before?.removes ?? []).filter((each) => !own.removes.some((other) => sameName(other.id, each.id)));
      const removes = [...own.removes, ...gone];
      memory.undoing({ planId: before?.planId ?? id, account, removes, data: own.data }, systemClock.now());
    }
    return Promise.resolve();
  });
}

/** Whether it was agreed to: `go` carries it out. */
export async function decided(sitting: Sitting, { rows, plan }: ListPlan): Promise<'go' | 'left' | 'needs-approval'> {
  const { session, given } = sitting;
  const open = rows.filter(({ refusal, plan: own }) => refusal === undefined && own.removes.length > 0);
  const covered = open.every(({ plan: own, memory }) => isCovered(own, memory.record().undo));
  const before = { isCovered: covered, planId: open[0]?.memory.record().undo?.planId };
  const consent = consentTo(plan, 'They hold', before, given);
  if (consent.is === 'missing') return 'needs-approval';
  const { prompter } = session;
  if (consent.is === 'to-ask' && !(prompter && (await agreesToUndoList(prompter, plan, countWords(plan)))))
    return 'left';
  await approve(sitting, { rows, plan }, consent.is !== 'agreed' || !consent.before);
  return 'go';
}
