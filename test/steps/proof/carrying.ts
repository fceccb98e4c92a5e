import { type Applied, apply } from '../../../src/engine/apply.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { Azure, TwinsAnswer } from '../../../src/port/azure.ts';
import { ana, instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { type FakeContext, fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';

export const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
export const dataOwner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';
export const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };

/** A role of mine on the instance. */
export const assignment = (roleId: string) => ({
  id: `/${roleId}`,
  name: roleId,
  scope: instance('factory-twins').id,
  principalId: ana.objectId,
  roleId,
  conditional: false,
});

export const there = {
  instances: [instance('factory-twins')],
  assignments: [assignment(dataOwner), assignment(owner)],
};

interface Ended {
  readonly done: Applied;
  readonly context: FakeContext;
  readonly world: FakeWorld;
}

/** Plans and carries out, with the answers enough for both. */
export async function carried(
  change: Partial<FakeWorld>,
  azure: Partial<Azure> = {},
  context: NonNullable<Parameters<typeof fakeContext>[1]> = {},
): Promise<Ended> {
  const world = fakeWorld(change);
  const made = fakeContext(fakeAzure(world, azure), { ...context, answers: { ...all, ...context.answers } });
  const session = newSession();
  return { done: await apply(made, session, await makePlan(made, session)), context: made, world };
}

/** Answers in turn, the last one for ever. */
export function answers(...all: readonly TwinsAnswer[]): Partial<Azure> & { readonly fresh: boolean[] } {
  const left = [...all];
  const fresh: boolean[] = [];
  return {
    fresh,
    askTwins: (_, __, isFresh) => {
      fresh.push(isFresh);
      return Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? { is: 'forbidden' });
    },
  };
}

export const ok: TwinsAnswer = { is: 'answered', models: 0 };
export const no: TwinsAnswer = { is: 'forbidden' };

/** The line of the proof. */
export const proof = ({ done }: Ended) => done.lines.at(-1);

/** What people read while they wait. */
export function told({ context }: Ended): { states: readonly string[]; notes: readonly string[] } {
  const working = context.events.flatMap((event) =>
    event.kind === 'working' && event.line.id === 'verify' ? [event] : [],
  );
  const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(texts.filter((text) => text !== undefined)),
  ];
  return { states: distinct(working.map(({ state }) => state)), notes: distinct(working.map(({ note }) => note)) };
}
