import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import { foreseen } from '../../../src/many/arm/foreseen.ts';
import { deploymentsWords } from '../../../src/many/arm/words.ts';
import { planList } from '../../../src/many/plan-list.ts';
import { isGood, type OpenRow } from '../../../src/many/planned-row.ts';
import type { Azure, DeploymentOrder, Foreseen, Preview } from '../../../src/port/azure.ts';
import { progressOf } from '../../../src/wizard/progress.ts';
import { steps } from '../../../steps/index.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { troubleAbout } from './fake-deployments.ts';

const names = ['one-twins', 'two-twins'];

/** A preview of two rows, where the service answers so; what the instances' lines are then. */
async function previewed(
  answer: (order: DeploymentOrder) => Preview | Promise<Preview>,
): Promise<{ says: string; lines: readonly string[]; refused: readonly (string | undefined)[]; asked: number }> {
  let asked = 0;
  const azure: Azure = fakeAzure(fakeWorld({ groups: [], taken: [] }), {
    foresee: (order) => {
      asked += 1;
      return Promise.resolve(answer(order));
    },
  });
  const rows = names.map((name, at): OpenRow => {
    const context = fakeContext(azure, { answers: { name, location: 'westeurope', resourceGroup: `rg-${at}` } });
    return { row: { number: at + 1, name, answers: {} }, memory: context.memory, progress: progressOf(steps), context };
  });
  const plan = await planList(rows, () => undefined);
  expect(deploymentsWords(plan)).toEqual([
    expect.stringMatching(/^One deployment in Contoso Dev: 8 resources in its template, \d+ KB\.$/),
  ]);
  const looked = await foreseen(plan, azure);
  // What was agreed to by its id stays the same.
  expect(looked.plan.id).toBe(plan.id);
  return {
    says: looked.says,
    lines: looked.plan.rows.map((row) =>
      isGood(row) ? (row.plan.lines.find(({ id }) => id === 'instance')?.evidence ?? '') : 'refused',
    ),
    refused: looked.plan.rows.map(({ refusal }) => (refusal instanceof SetupError ? refusal.code : undefined)),
    asked,
  };
}

/** All ids that a template makes, as the service would list them. */
function idsIn({ template, subscriptionId }: DeploymentOrder): readonly string[] {
  const { resources } = template as {
    readonly resources: readonly {
      readonly name: string;
      readonly resourceGroup?: string;
      readonly properties?: { readonly template?: { readonly resources: readonly { readonly name: string }[] } };
    }[];
  };
  const groups = `/subscriptions/${subscriptionId}/resourcegroups`;
  return resources.flatMap(({ name, resourceGroup, properties }) =>
    resourceGroup === undefined
      ? [`${groups}/${name}`]
      : (properties?.template?.resources ?? []).map(
          (each) => `${groups}/${resourceGroup}/providers/microsoft.digitaltwins/digitaltwinsinstances/${each.name}`,
        ),
  );
}

const told = (order: DeploymentOrder, as: (id: string) => Foreseen): Preview => ({
  is: 'told',
  changes: new Map(idsIn(order).map((id) => [id, as(id)])),
});

const error = new SetupError({
  ending: 'handover',
  code: 'AuthorizationFailed',
  message: 'You may not ask.',
  suggestion: '',
});

describe("a plan is completed by Azure's own preview", () => {
  test('what it agrees with is checked', async () => {
    const { says, lines } = await previewed((order) => told(order, () => 'create'));
    expect(lines).toEqual(['checked', 'checked']);
    expect(says).toContain('says the same of 4 things');
  });

  test('what it finds there already is told, and known by nobody', async () => {
    const { says, lines } = await previewed((order) =>
      told(order, (id) => (id.endsWith('one-twins') ? 'there' : 'create')),
    );
    expect(lines).toEqual(['unknown', 'checked']);
    expect(says).toContain('says that 1 is there already');
  });

  test('what it calls unsupported stays as our own looking has it', async () => {
    const { lines } = await previewed((order) => told(order, () => 'unknown'));
    expect(lines).toEqual(['checked', 'checked']);
  });

  test.each([
    ['it may not be asked', () => ({ is: 'refused', error, troubles: [] }) as const, 'You may not ask.'],
    ['it is not ready in time', () => ({ is: 'late' }) as const, 'it was not ready in time.'],
    ['it can not be reached', () => Promise.reject(error), 'You may not ask.'],
  ])('%s: the plan is our own, and says so', async (_, answer, why) => {
    const { says, lines, refused } = await previewed(answer);
    expect(says).toBe(`Azure's own preview can't be had: ${why} This plan is our own, from looking.`);
    expect(lines).toEqual(['checked', 'checked']);
    expect(refused).toEqual([undefined, undefined]);
  });

  test('a row that it refuses is named, and the others are asked about without it', async () => {
    const { lines, refused, asked } = await previewed((order) =>
      idsIn(order).some((id) => id.endsWith('one-twins'))
        ? { is: 'refused', error, troubles: [troubleAbout('/x/one-twins', 'RequestDisallowedByPolicy')] }
        : told(order, () => 'create'),
    );
    expect([lines, refused, asked]).toEqual([['refused', 'checked'], ['RequestDisallowedByPolicy', undefined], 2]);
  });
});
