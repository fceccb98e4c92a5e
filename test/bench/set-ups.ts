import { reasonsFor } from './reasons.ts';
import { roundsOf } from './rounds.ts';
import type { Row } from './row.ts';
import { median } from './timing.ts';
import { type Entry, newWorld, type Ran } from './world.ts';

/** Milliseconds that each answer takes, as from another continent. */
const latency = 80;

/** Seconds from the end of the creation, on the server, to the next request that uses what was made. */
function lostAfter(traffic: readonly Entry[], creationSeconds: number): number {
  const isLook = ({ method, url }: Entry): boolean => method === 'GET' && /digitalTwinsInstances\/[^/?]+\?/i.test(url);
  const put = traffic.findIndex(({ method, url }) => method === 'PUT' && /digitalTwinsInstances\/[^/?]+\?/i.test(url));
  const sent = traffic[put];
  const next = traffic.slice(put + 1).find((each) => !isLook(each));
  if (sent === undefined || next === undefined) throw new Error('Nothing was created, or nothing came after it.');
  return (Date.parse(next.time) - Date.parse(sent.time)) / 1000 - creationSeconds;
}

/** Whole set-ups: how long, how many requests, how much memory; beside a program of bare requests. */
export async function setUps(rounds: number): Promise<{ rows: readonly Row[]; figures: unknown }> {
  const warm = await newWorld({});
  const first = await warm.run();
  const again = await warm.run();
  // Whose requests are told apart by when they were answered.
  const distant = await newWorld({ latencyMilliseconds: latency, deviceCodeInterval: 0 }, warm);
  const apart = await distant.run();
  const worlds: number[] = [];
  const fresh = async (settings: Parameters<typeof newWorld>[0], ...argv: readonly string[]): Promise<Ran> => {
    const world = await newWorld(settings, warm);
    worlds.push(1);
    try {
      return await world.run(...argv);
    } finally {
      await world.close();
    }
  };
  const bare = async (
    settings: Parameters<typeof newWorld>[0],
    trafficFile: string,
    how: 'one by one' | 'together',
  ): Promise<number> => {
    const world = await newWorld(settings, warm);
    try {
      return (await world.runBare(trafficFile, how)).seconds;
    } finally {
      await world.close();
    }
  };
  const two: Ran[] = [];
  const twoBare: number[] = [];
  const twelve: Ran[] = [];
  const far: Ran[] = [];
  const farBare: number[] = [];
  const lost: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    two.push(await fresh({ creationSeconds: 2 }));
    twoBare.push(await bare({ creationSeconds: 2 }, first.trafficFile, 'one by one'));
    const distance = { latencyMilliseconds: latency, deviceCodeInterval: 0 };
    far.push(await fresh(distance));
    farBare.push(await bare(distance, apart.trafficFile, 'together'));
    const long = await fresh({ creationSeconds: 12 });
    twelve.push(long);
    const creationSeconds = 2 + ((round * 7.3) % 11);
    const other = await fresh({ creationSeconds });
    lost.push(lostAfter(long.traffic, 12), lostAfter(other.traffic, creationSeconds));
  }
  const preview = await fresh({}, '--dry-run');
  await distant.close();
  await warm.close();
  const seconds = (all: readonly Ran[]): number => median(all.map((each) => each.seconds));
  const perRequest = median(far.map((each) => (each.seconds * 1000) / (latency * each.requests)));
  const said = (value: number): string => `${value.toFixed(1)} s`;
  const rows: Row[] = [
    {
      what: 'whole set-up, 2 s creation / bare requests',
      value: seconds(two) / median(twoBare),
      unit: ' x',
      goal: 1.3,
      note: `${said(seconds(two))} / ${said(median(twoBare))}`,
    },
    {
      what: '12 s creation: wall / creation time',
      value: seconds(twelve) / 12,
      unit: ' x',
      goal: 1.25,
      note: `${said(seconds(twelve))}, of them ${median(twelve.map((each) => each.processor)).toFixed(1)} s of the processor`,
    },
    {
      what: '80 ms a request: wall / (80 ms x requests)',
      value: perRequest,
      unit: ' x',
      goal: 0.45,
      least: (median(farBare) * 1000) / (latency * apart.requests),
      note: `${said(seconds(far))}: ${median(far.map((each) => each.requests))} requests in ${median(far.map((each) => roundsOf(each.traffic).length))} rounds; by bare requests, ${said(median(farBare))}`,
    },
    { what: 'lost after a creation, median', value: median(lost), unit: ' s', goal: 1 },
    { what: 'lost after a creation, most', value: Math.max(...lost), unit: ' s', goal: 2.5 },
    { what: 'peak memory, whole set-up', value: median(two.map((each) => each.peakMemory)), unit: ' MB', goal: 95 },
  ];
  const counted = { 'whole set-up': first, 'carry-on, all done': again, preview };
  for (const [what, { traffic }] of Object.entries(counted)) {
    process.stdout.write(`${what}: ${traffic.length} requests\n${reasonsFor(traffic)}\n\n`);
  }
  return { rows, figures: { two, twoBare, twelve, far, farBare, lost, requests: counted } };
}
