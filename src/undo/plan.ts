import type { DataCount } from '../domain/consent.ts';
import { groupScope } from '../domain/names.ts';
import { type PlanAccount, undoPlanId } from '../domain/plan.ts';
import type { Taken } from '../domain/right.ts';
import type { Entry } from '../engine/undo/plan.ts';
import type { Part } from '../state/parts.ts';

/** What was there before the set-up, and is no business of undo. */
export interface Found {
  readonly kind: Part['kind'];
  readonly id: string;
  readonly title: string;
}

/** What would be taken back, and what stays. */
export interface UndoPlan {
  readonly account: PlanAccount | undefined;
  /** What was made, the newest first. */
  readonly entries: readonly Entry[];
  readonly found: readonly Found[];
  readonly removes: readonly Taken[];
  /** What the instance holds; null where no instance goes. */
  readonly data: DataCount | null;
  readonly id: string | undefined;
  /** What can't be done with this account's rights, and is handed over. */
  readonly missing: readonly Missing[];
  /** Worth knowing before it is agreed to. */
  readonly notes: readonly string[];
}

/** Something that this account may not delete. */
export interface Missing {
  readonly entry: Entry;
  readonly action: string;
}

/** Whether data are lost, or may be: what could not be counted may be there. */
export function losesData(data: DataCount | null): boolean {
  return data !== null && Object.values(data).some((count) => count !== 0);
}

/** The plan as a value that is agreed to. */
export function withId(plan: Omit<UndoPlan, 'id' | 'removes'>, cloud: string): UndoPlan {
  const missing = new Set(plan.missing.map(({ entry }) => entry.thing.id));
  const removes = plan.entries.flatMap(({ removal, thing }) =>
    removal.kind === 'remove' && !missing.has(thing.id) ? [removal.removes] : [],
  );
  const { account, data } = plan;
  const id = account && undoPlanId({ account, cloud, removes, losesData: losesData(data) });
  return { ...plan, removes, id };
}

const titles: Readonly<Record<Part['kind'], string>> = {
  registration: 'Service',
  group: 'Resource group',
  instance: 'Instance',
  assignment: 'Access',
  other: 'Other',
};

/** Parts that the set-up did not make. */
export function foundIn(parts: readonly Part[]): readonly Found[] {
  return parts.flatMap(({ kind, id, made }) => (made === undefined ? [{ kind, id, title: titles[kind] }] : []));
}

/** What a found thing is called. */
export function nameOfFound({ kind, id }: Found): string {
  switch (kind) {
    case 'registration':
      return 'switched on';
    case 'group':
      return groupScope(id).split('/').at(-1) ?? id;
    case 'assignment':
      return 'the role';
    case 'instance':
    case 'other':
      return id.split('/').at(-1) ?? id;
  }
}
