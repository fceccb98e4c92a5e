import type { Row } from './row.ts';
import { median } from './timing.ts';
import { newWorld, type Taken, type World } from './world.ts';

/** Subscriptions that the sandbox adds to the first one, by their ids. */
const others = [0, 1, 2, 3].map((each) => `c0ffee00-0000-4000-8000-${String(each).padStart(12, '0')}`);

// biome-ignore format: one line
const regions = ['eastus', 'eastus2', 'southcentralus', 'westus2', 'australiaeast', 'southeastasia', 'northeurope', 'uksouth', 'westeurope', 'japaneast'];

/** A list of so many instances, each in a group of its own, in five subscriptions and ten regions. */
function listOf(rows: number, { info }: World): string {
  const subscriptions = [info.subscriptionId, ...others];
  const lines = Array.from({ length: rows }, (_, at) => {
    const region = regions[Math.floor(at / subscriptions.length) % regions.length] ?? '';
    return `${subscriptions[at % subscriptions.length] ?? ''},site-${at},rg-site-${at},${region}`;
  });
  return ['subscription,name,resourceGroup,location', ...lines, ''].join('\n');
}

/** Lists that are deployed: what memory a long one takes beside a short one. */
export async function lists(rounds: number): Promise<{ rows: readonly Row[]; figures: unknown }> {
  const settings = { creationSeconds: 2, crowdSubscriptions: others.length };
  const warm = await newWorld(settings);
  const deployed = async (rows: number): Promise<Taken> => {
    const world = await newWorld(settings, warm);
    try {
      return await world.deploy(listOf(rows, world));
    } finally {
      await world.close();
    }
  };
  const few: Taken[] = [];
  const many: Taken[] = [];
  try {
    await warm.deploy(listOf(5, warm));
    for (let round = 0; round < Math.min(rounds, 5); round += 1) {
      few.push(await deployed(5));
      many.push(await deployed(500));
    }
  } finally {
    await warm.close();
  }
  const memory = (all: readonly Taken[]): number => median(all.map(({ peakMemory }) => peakMemory));
  const seconds = (all: readonly Taken[]): string => `${median(all.map((each) => each.seconds)).toFixed(1)} s`;
  const note = `${Math.round(memory(many))} MB / ${Math.round(memory(few))} MB, in ${seconds(many)} / ${seconds(few)}`;
  return {
    rows: [
      {
        what: 'peak memory, 500 instances deployed / 5',
        value: memory(many) / memory(few),
        unit: ' x',
        goal: 1.3,
        note,
      },
    ],
    figures: { few, many },
  };
}
