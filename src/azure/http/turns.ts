/** Requests that are under way at once, at most: a service that answers slowly isn't asked more and more. */
const most = 8;

/** Lets requests go, a few at a time; when the service asks for fewer, all wait. */
export interface Turns {
  /** Works when its turn has come. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Nobody's turn comes before that is over. */
  rest(until: Promise<void>): void;
}

export function turnsOf(): Turns {
  let under = 0;
  let resting: Promise<void> | undefined;
  const waiting: (() => void)[] = [];
  async function mine(): Promise<void> {
    if (under >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else under += 1;
  }
  function done(): void {
    const next = waiting.shift();
    if (next === undefined) under -= 1;
    else next();
  }
  return {
    async take(work) {
      await mine();
      try {
        while (resting !== undefined) await resting;
        return await work();
      } finally {
        done();
      }
    },
    rest(until) {
      const mine = Promise.all([resting, until.catch(() => undefined)]).then(() => {
        if (resting === mine) resting = undefined;
      });
      resting = mine;
    },
  };
}
