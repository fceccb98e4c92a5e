import type { Azure } from '../../src/port/azure.ts';

/** The port, whose answers arrive after so many turns each. */
export function inAnyOrder(azure: Azure, turns: readonly number[]): Azure {
  let asked = 0;
  const later =
    (verb: (...args: readonly unknown[]) => unknown) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const answer = verb(...args);
      const left = turns[asked % turns.length] ?? 0;
      asked += 1;
      for (let turn = 0; turn < left; turn += 1) await new Promise(setImmediate);
      return await answer;
    };
  const synchronous = new Set(['signInOffers', 'signOut', 'forgetTokens', 'forgetFacts']);
  const shuffled = Object.entries(azure).map(([name, verb]: [string, unknown]) => [
    name,
    typeof verb === 'function' && !synchronous.has(name) ? later(verb as never) : verb,
  ]);
  return Object.fromEntries(shuffled) as Azure;
}
