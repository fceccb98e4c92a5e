import { randomBytes } from 'node:crypto';
import { sameName } from '../domain/names.ts';
import type { Answer, Memory } from '../engine/context.ts';
import { factsWithout, learnedFrom } from './facts.ts';
import { ownSchema } from './migrations.ts';
import type { Rescue } from './rescue.ts';
import { type Saving, savingOf } from './saving.ts';
import type { Deploying, SetupRecord } from './set-up-record.ts';

/** A memory that is saved at every change, or, for a preview, one that is not saved until it is told to be. */
export interface SavedMemory extends Memory {
  record(): SetupRecord;
  /** Keeps answers all at once: they are saved together. */
  keepAll(answers: Readonly<Record<string, Answer>>): void;
  finish(outcome: string | null): void;
  /** Of a list: its set-ups are these now. */
  keepRows(rows: readonly SetupRecord[]): void;
  /** A deployment that makes these things is about to be sent. */
  deploying(deployment: Deploying): void;
  /** Of a list: deployments are sent from that region, whatever regions its rows are in. */
  deploysFrom(location: string): void;
  /** How it ended is known, and what it made is remembered. */
  deployed(): void;
  /** From now on every change is saved in this file; what is known now is saved at once. */
  saveIn(file: string): void;
  /** Where the last that is known is saved: elsewhere, when it had to be rescued. */
  file(): string | undefined;
}

const noRescue: Rescue = { folders: [], print: () => undefined };

/** The beginning of a new set-up in a cloud; `seed`: that of its invented names. */
export function newRecord(cloud: string, now: Date, seed = randomBytes(8).toString('hex')): SetupRecord {
  const day = now.toISOString().slice(0, 10);
  return {
    schema: ownSchema,
    program: 'adt-setup',
    id: `${day}-${randomBytes(3).toString('hex')}`,
    seed,
    cloud,
    tenant: null,
    account: null,
    startedAt: now.toISOString(),
    updatedAt: now.toISOString(),
    serial: 0,
    answers: {},
    approved: null,
    facts: {},
    done: [],
    making: null,
    made: [],
    undo: null,
    outcome: null,
  };
}

/** What a set-up remembers, beginning with a record, which is saved as {@link savingOf} says. */
export function memoryOf(
  start: SetupRecord,
  file: string | undefined,
  now: () => number,
  rescue: Rescue = noRescue,
  prepare: () => void = () => undefined,
): SavedMemory {
  return remembering(start, now, savingOf(start, file, rescue, prepare));
}

/** What a set-up remembers, beginning with a record; every change of it is saved. */
export function remembering(start: SetupRecord, now: () => number, saving: Saving): SavedMemory {
  let record = start;
  const set = (change: Partial<SetupRecord>): void => {
    record = { ...record, ...change, updatedAt: new Date(now()).toISOString(), serial: record.serial + 1 };
    saving.save(record);
  };
  const keepAll = (answers: Readonly<Record<string, Answer>>): void => {
    const others = Object.entries(answers).filter(([key, answer]) => !isSame(record.answers[key], answer));
    if (others.length > 0) set({ answers: { ...record.answers, ...Object.fromEntries(others) } });
  };
  return {
    id: record.id,
    seed: record.seed,
    file: saving.file,
    record: () => record,
    answer: (key) => (Object.hasOwn(record.answers, key) ? record.answers[key] : undefined),
    keep: (key, answer) => keepAll({ [key]: answer }),
    keepAll,
    forget(keys) {
      const rest = Object.entries(record.answers).filter(([key]) => !keys.includes(key));
      if (rest.length < Object.keys(record.answers).length) set({ answers: Object.fromEntries(rest) });
    },
    refused(key) {
      const before = start.answers[key];
      const now = record.answers[key];
      if (now === undefined || !isGiven(now) || now.value === before?.value) return;
      const rest = Object.entries(record.answers).filter(([each]) => each !== key);
      set({ answers: { ...Object.fromEntries(rest), ...(before && { [key]: before }) } });
    },
    making(step, resource, time) {
      const before = record.making;
      if (before?.step === step && sameName(before.id, resource.id) && before.direction === 'make')
        return Date.parse(before.since);
      const { id, kind } = resource;
      set({ making: { step, id, kind, sent: resource, direction: 'make', since: new Date(time).toISOString() } });
      return time;
    },
    begun: () => record.making ?? undefined,
    made({ step, id, kind, sent }, time, born) {
      const entry = { step, id, kind, sent, at: new Date(time).toISOString(), born: born ?? null };
      // What was made anew under the same id is another thing.
      set({ making: null, made: [...record.made.filter((each) => !sameName(each.id, id)), entry] });
    },
    madeAt(id) {
      const known = record.made.find((each) => sameName(each.id, id));
      return known && Date.parse(known.at);
    },
    sent: (id) => record.made.find((each) => sameName(each.id, id))?.sent ?? undefined,
    things: () => record.made,
    unmade: () => set({ making: null }),
    removing({ step, id, kind, sent }, time) {
      if (record.making?.direction === 'remove' && sameName(record.making.id, id)) return;
      set({ making: { step, id, kind, sent, direction: 'remove', since: new Date(time).toISOString() } });
    },
    removed(id) {
      const made = record.made.filter((each) => !sameName(each.id, id));
      set({ making: null, made, facts: factsWithout(record.facts, id) });
    },
    undoing(undo, time) {
      set({ undo: { ...undo, at: new Date(time).toISOString() }, approved: null, outcome: null });
    },
    undone: () => set({ outcome: 'undone', making: null, done: [] }),
    settled(step) {
      if (!record.done.includes(step)) set({ done: [...record.done, step] });
    },
    approved(planId, { account, resources }, time) {
      const outcome = record.outcome === 'undone' ? null : record.outcome;
      set({ approved: { planId, account, resources, at: new Date(time).toISOString() }, undo: null, outcome });
    },
    approval: () => ({
      approved: record.approved,
      account: record.account,
      hasBegun: record.making !== null || record.made.length > 0 || record.deploying !== undefined,
      isFinished: record.outcome === 'ready',
    }),
    learned(report) {
      const next = learnedFrom(report, record);
      const is = { tenant: record.tenant, account: record.account, facts: record.facts };
      if (JSON.stringify(next) !== JSON.stringify(is)) set(next);
    },
    finish: (outcome) => set({ outcome }),
    keepRows: (rows) => set({ rows }),
    deploying: (deploying) => set({ deploying }),
    deploysFrom: (deploymentLocation) => set({ facts: { ...record.facts, deploymentLocation } }),
    deployed() {
      const { deploying, ...rest } = record;
      if (deploying === undefined) return;
      record = rest;
      set({});
    },
    saveIn(next) {
      saving.moveTo(next);
      set({});
    },
  };
}

/** Whether it came with the command line, not from a person who was asked. */
function isGiven({ from }: Answer): boolean {
  return from === 'flag' || from === 'environment' || from === 'file';
}

function isSame(one: Answer | undefined, other: Answer): boolean {
  return one?.value === other.value && one.from === other.from;
}
