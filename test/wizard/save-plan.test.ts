import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { savePlan } from '../../src/wizard/save-plan.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { planned } from '../support/plans.ts';
import { silentView } from '../support/silent-view.ts';

const cloud = { name: 'AzureCloud', twinsScope: 'https://digitaltwins.azure.net/.default' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-plan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a plan is written down for a colleague and as a script; the same again makes no further files', async () => {
  const plan = await planned({}, { resourceGroup: 'rg-new' });
  const files = savePlan(plan, cloud, [join(folder, 'not-there'), folder]);
  expect(files.map((file) => basename(file))).toEqual(['plan-factory-twins.md', 'plan-factory-twins.sh']);
  const [page, script] = files.map((file) => readFileSync(file, 'utf8'));
  expect(page).toContain('# Azure Digital Twins: factory-twins');
  expect(page).toContain('- Resource group `rg-new`: not made yet');
  expect(script).toMatch(/^#!\/bin\/sh\n/);
  expect(savePlan(plan, cloud, [folder])).toEqual(files);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('another plan of that name is written beside it, never over it', async () => {
  const [first] = savePlan(await planned({}, { resourceGroup: 'rg-new' }), cloud, [folder]);
  const before = readFileSync(first ?? '', 'utf8');
  const [other] = savePlan(await planned({}, { resourceGroup: 'rg-other' }), cloud, [folder]);
  expect(basename(other ?? '')).toBe('plan-factory-twins-2.md');
  expect(readFileSync(first ?? '', 'utf8')).toBe(before);
});

test('"Save the plan to a file" writes it, makes nothing, and asks again', async () => {
  const world = fakeWorld();
  const answers = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope', assignee: 'me' };
  const decisions = ['save', 'stop'];
  const offered: string[] = [];
  const saved: (string | undefined)[] = [];
  const prompter = {
    ask: () => Promise.reject(new Error('nothing is to be asked')),
    confirm: () => Promise.reject(new Error('nothing is to be confirmed')),
    choose: ({ choices }: { choices: readonly { label: string }[] }) => {
      offered.push(...choices.map(({ label }) => label));
      return Promise.resolve(decisions.shift() ?? 'stop');
    },
  };
  const context = fakeContext(fakeAzure(world), { answers, prompter });
  const view = silentView({ prompter, savePlan: ({ report }) => saved.push(report.name) });
  const order = { preview: false, review: true, yes: false, beginForReal: () => undefined };
  expect((await wizard(context, view, order)).outcome).toBe('left');
  expect(saved).toEqual(['factory-twins']);
  expect(world.writes).toEqual([]);
  expect(offered).toContain('Save the plan to a file');
  expect(offered.filter((label) => label.length > 34)).toEqual([]);
});
