/** When a request was sent, as `--log` writes it, and the milliseconds until its answer. */
interface Sent {
  readonly time: string;
  readonly ms: number;
}

/** Requests by when one waited for them: those that were under way together are one round. */
export function roundsOf<Entry extends Sent>(traffic: readonly Entry[]): readonly (readonly Entry[])[] {
  const rounds: Entry[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const entry of [...traffic].sort((one, other) => Date.parse(one.time) - Date.parse(other.time))) {
    const from = Date.parse(entry.time);
    if (from >= until) rounds.push([]);
    until = from >= until ? from + entry.ms : Math.min(until, from + entry.ms);
    rounds.at(-1)?.push(entry);
  }
  return rounds;
}
