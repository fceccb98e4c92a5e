import { afterEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../../support/places.ts';
import { enter, keys, leaveAll, questions, type Sitting, sit } from '../../support/sitting.ts';

/* The situations that ask something of the person, played at a terminal. */

let home: Home | undefined;

afterEach(() => {
  leaveAll();
  home?.remove();
});

function play(scenario: string, argv: readonly string[] = [], columns = 80, rows = 24): Sitting {
  home = newHome(scenario);
  return sit(home, [`--sandbox=${scenario}`, ...argv], columns, rows);
}

const before = (question: string): readonly string[] => questions.slice(0, questions.indexOf(question));

async function change(sitting: Sitting, what: string): Promise<void> {
  await sitting.until('? Go ahead?');
  sitting.type(keys.down + keys.enter);
  await sitting.until('? Which answer');
  sitting.type(what);
  await sitting.until(`❯ More: ${what}`);
  sitting.type(keys.enter);
}

test('policy: denied regions are greyed with the name of the policy, and the tag is asked for by name', async () => {
  const sitting = play('policy');
  await enter(sitting, before('? Region'));
  await sitting.until('? Region');
  sitting.type('west e');
  await sitting.until('West Europe');
  await sitting.until("not allowed by your company's policy");
  sitting.type(keys.enter);
  await sitting.until('Nothing here fits');
  sitting.type('\u007F'.repeat(6));
  await sitting.until('❯ UK South');
  sitting.type(keys.enter);
  await sitting.until('demands the tag');
  await sitting.until('? Tag costCenter');
  sitting.type(keys.enter);
  await sitting.until('Type it, then press Enter.');
  sitting.type(`4711${keys.enter}`);
  await enter(sitting, questions.slice(questions.indexOf('? Name')));
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toContain('costCenter=4711');
  expect(sitting.text()).toContain('--tags costCenter=4711');
});

test('taken: the name is asked again with the reason and three others, and the new plan is shown', async () => {
  const sitting = play('taken');
  await enter(sitting, questions);
  await sitting.until('is taken in West Europe');
  await sitting.until('Type another one');
  sitting.type(keys.enter);
  await sitting.until('? Go ahead?');
  sitting.type(keys.enter);
  expect(await sitting.ended).toBe(0);
  expect(home?.saved()[0]?.outcome).toBe('ready');
});

test('a name that one types and that is taken brings three others at once', async () => {
  const sitting = play('quota');
  await enter(sitting, before('? Region'));
  await sitting.until('? Region');
  sitting.type('north e');
  await sitting.until('❯ North Europe');
  sitting.type(keys.enter);
  await sitting.until('? Name');
  sitting.type('contoso-twins-test');
  await sitting.until('is taken in North Europe');
  sitting.type(keys.enter);
  await sitting.until('Type another one');
  expect(sitting.text()).toMatch(/(contoso-twins-test-\w+ +free in North Europe[^\n]*\s+){3}/);
  sitting.type(keys.enter);
  await sitting.until('? Who may use it');
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
});

test('quota: the full region is greyed, and another is recommended for that', async () => {
  const sitting = play('quota');
  await enter(sitting, before('? Region'));
  await sitting.until('? Region');
  await sitting.until('❯ UK South');
  await sitting.until('which is full');
  sitting.type('west e');
  await sitting.until('full: 10 of 10 instances used');
  sitting.type('\u007F'.repeat(6) + keys.enter);
  await enter(sitting, questions.slice(questions.indexOf('? Name')));
  expect(await sitting.ended).toBe(0);
});

test('unregistered: the plan says that the name is checked later, and what is typed meanwhile neither shows nor answers (P09)', async () => {
  const sitting = play('unregistered');
  await enter(sitting, before('? Go ahead?'));
  await sitting.until('(its name can be checked once the service is on)');
  await sitting.until('? Go ahead?');
  sitting.type(keys.enter);
  await sitting.until('Azure is switching it on');
  sitting.type(`typed ahead${keys.enter}${keys.enter}`);
  await sitting.until('✔ Service         switched on');
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).not.toContain('typed ahead');
  expect(sitting.text()).not.toContain('is switching it on');
});

test('slow-role: why it takes so long is said while it does, and Ctrl-C leaves it to the next run', async () => {
  home = newHome('slow-role', { roleSpreadSeconds: 6 });
  const sitting = sit(home, ['--sandbox=slow-role']);
  await enter(sitting, questions);
  await sitting.until('Azure is spreading the role: up to 10 minutes');
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
  expect(sitting.text()).toContain('To carry on:\n  adt-setup --sandbox=slow-role');
  const next = sit(home, ['--sandbox=slow-role']);
  await next.until('? What now');
  expect(next.text()).toContain('7 of 8 steps done');
  next.type(keys.enter);
  expect(await next.ended).toBe(0);
  expect(next.text()).not.toContain('? Subscription');
});

test('Azure wants a second proof before it changes anything: that is said before the new code, and the set-up goes on', async () => {
  home = newHome('owner', { mfaForWrites: true });
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions);
  expect(await sitting.ended).toBe(0);
  const shown = sitting.text().replaceAll(/\s+/g, ' ');
  expect(shown).toMatch(/The plan .*Azure wants a second proof that it is you.*and type the code \S+ .*✔ Proof/);
  expect(shown.match(/and type the code/g)).toHaveLength(2);
});

test('options are behind "Change an answer", and reach the plan', async () => {
  const sitting = play('owner');
  await enter(sitting, before('? Go ahead?'));
  await change(sitting, 'Access from the internet');
  await sitting.until('? Access from the internet');
  sitting.type(keys.down + keys.enter);
  await sitting.until("can't be reached from here");
  await change(sitting, 'Managed identity');
  await sitting.until('? Managed identity');
  sitting.type('own');
  await sitting.until('❯ One of its own');
  sitting.type(keys.enter);
  await change(sitting, 'Tags');
  await sitting.until('? Tags');
  sitting.type(`team=factory${keys.enter}`);
  await sitting.until('team=factory');
  await sitting.until('? Go ahead?');
  sitting.type(keys.enter);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toMatch(/--tags team=factory[\s\S]*--identity system[\s\S]*--public-network-access disabled/);
});

test('a locked group is greyed, also in a narrow window', async () => {
  const sitting = play('owner', [], 40, 15);
  await enter(sitting, before('? Resource group'));
  await sitting.until('? Resource group');
  sitting.type('rg-net');
  await sitting.until('read-only lock');
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
});
