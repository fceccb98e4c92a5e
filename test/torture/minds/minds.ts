import fc from 'fast-check';
import type { Context, Memory } from '../../../src/engine/context.ts';
import { InterruptedError, SetupError } from '../../../src/errors.ts';
import { memoryOf, newRecord } from '../../../src/state/memory.ts';
import { decode, encode } from '../../../src/state/record.ts';
import type { WizardPrompter } from '../../../src/wizard/view.ts';
import { wizard } from '../../../src/wizard/wizard.ts';
import { dev, group, instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { silentView } from '../../support/silent-view.ts';
import type { Count } from '../report.ts';
import { type Notes, notesOn } from './notes.ts';
import { type Dice, diceFrom, otherReply } from './person.ts';

const start = Date.parse('2026-01-02T03:04:05Z');
const mostRuns = 12;
const mostQuestions = 200;

/** Two subscriptions, two groups, an instance, a name that is taken, and somebody else. */
function manyChoices(): FakeWorld {
  return fakeWorld({
    subscriptions: [dev, { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Contoso Production' }],
    groups: [group('rg-factory'), group('rg-sales', 'eastus')],
    instances: [instance('plant-a')],
    taken: ['contoso'],
    people: [
      {
        id: 'aaaaaaaa-0000-4000-8000-00000000000b',
        type: 'User',
        name: 'Bea Cruz',
        userPrincipalName: 'bea@contoso.com',
        mail: 'bea@contoso.com',
      },
    ],
  });
}

/** Somebody who answers, goes back, changes answers and interrupts as the dice fall. */
function personWith(dice: Dice, notes: Notes): WizardPrompter {
  let questions = 0;
  return {
    async ask(asked) {
      const { key } = asked.question;
      notes.asked(asked);
      questions += 1;
      const act = questions > mostQuestions ? 'interrupt' : dice.act(asked.canGoBack);
      if (act === 'interrupt') throw new InterruptedError('SIGINT');
      if (act === 'back') {
        notes.back(key);
        return { is: 'back' };
      }
      const first = asked.preselected ?? asked.choices.find(({ disabled }) => disabled === undefined)?.value ?? 'none';
      const other = act === 'other' ? otherReply(asked, dice) : undefined;
      const reply = other ?? { is: 'answer', value: first };
      if (reply.is === 'otherwise') notes.leftOpen(key);
      if (reply.is !== 'answer') return reply;
      const also = asked.choices.find(({ value }) => value === reply.value)?.also;
      if ((await asked.refusal(reply.value)) === undefined) notes.answered(key, reply.value, also);
      return reply;
    },
    confirm({ key }) {
      const act = dice.act(true);
      if (act === 'interrupt' || act === 'other') notes.denied(key, act === 'interrupt');
      if (act === 'interrupt') return Promise.reject(new InterruptedError('SIGINT'));
      if (act === 'back') notes.again(key);
      return Promise.resolve(act === 'enter' ? 'yes' : act === 'other' ? 'no' : 'back');
    },
    choose({ message, choices, preselected }) {
      if (message === 'Which answer') {
        const key = choices[dice.pick(choices.length)]?.value ?? '';
        if (key !== '') notes.change(key);
        return Promise.resolve(key);
      }
      notes.planned();
      const act = dice.act(false);
      if (act === 'interrupt') throw new InterruptedError('SIGINT');
      if (act === 'other' && dice.pick(2) === 0) return Promise.resolve('stop');
      return Promise.resolve(dice.isOver ? preselected : 'change');
    },
  };
}

/** Runs of one set-up, one after the other, each from what the one before saved, until the dice are used up. */
async function life(rolls: readonly number[], given: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const world = manyChoices();
  const wrong: string[] = [];
  const dice = diceFrom(rolls);
  let saved = encode(newRecord('AzureCloud', new Date(start), 'seed'));
  let memory: Memory | undefined;
  const notes = notesOn(() => memory as Memory, wrong);
  for (let run = 0; run < mostRuns; run += 1) {
    const kept = memoryOf(decode(saved, 'state.json'), undefined, () => start);
    memory = kept;
    if (run === 0) for (const [key, value] of Object.entries(given)) kept.keep(key, { value, from: 'flag' });
    const prompter = personWith(dice, notes);
    const context: Context = fakeContext(fakeAzure(world), { prompter, memory: kept });
    const order = { preview: false, review: true, yes: false, beginForReal: () => undefined };
    const outcome = await wizard(context, silentView({ prompter }), order).then(
      (ended) => ended.outcome,
      (error: unknown) => {
        if (error instanceof InterruptedError) return 'interrupted';
        if (error instanceof SetupError) return `refused: ${error.code}`;
        throw error;
      },
    );
    notes.ended();
    saved = encode(kept.record());
    for (const [key, value] of Object.entries(given)) {
      if (notes.confirmed.has(key) || kept.answer(key)?.value === value) continue;
      wrong.push(`run ${run}: --${key} ${value} is ${kept.answer(key)?.value ?? 'lost'}`);
    }
    if (outcome === 'ready') return [...wrong, ...made(world, notes)];
    if (outcome.startsWith('refused')) return [...wrong, outcome];
  }
  return wrong;
}

/** What was made is what was answered. */
function made({ instances }: FakeWorld, { confirmed }: Notes): readonly string[] {
  const [name, place] = [confirmed.get('name'), confirmed.get('resourceGroup')];
  if (name === undefined || place === undefined) return [];
  return instances.some((each) => each.name === name && each.resourceGroup === place)
    ? []
    : [`no ${name} in ${place} was made`];
}

/** Random sequences of answer, back, change, Esc, Ctrl-C and resume. The reproducer goes into `again`. */
export async function minds(seed: number, runs: number, path?: string): Promise<Count> {
  let trials = 0;
  const flags = fc.record(
    { name: fc.constant('by-flag'), location: fc.constant('eastus'), role: fc.constant('reader') },
    { requiredKeys: [] },
  );
  const property = fc.asyncProperty(
    fc.noBias(fc.array(fc.nat(99), { maxLength: 60, size: 'max' })),
    flags,
    async (rolls, given) => {
      trials += 1;
      const wrong = await life(rolls, given);
      if (wrong.length > 0) throw new Error(wrong.slice(0, 5).join('; '));
    },
  );
  const details = await fc.check(property, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) });
  const what = 'answer, back, change, Esc, Ctrl-C, resume: no answer lost, none asked twice';
  if (!details.failed) return { what, trials, violations: [] };
  const found = `${String(details.errorInstance)} with ${JSON.stringify(details.counterexample)}`;
  const again = `--only minds --seed ${details.seed} --path ${details.counterexamplePath ?? ''}`;
  return { what, trials, violations: [found], again };
}
