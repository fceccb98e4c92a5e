import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import { expect, test } from '@jest/globals';
import { clouds } from '../../../src/azure/clouds.ts';
import { connect } from '../../../src/azure/http/connection.ts';
import { turnsOf } from '../../../src/azure/http/turns.ts';

interface Held {
  readonly promise: Promise<void>;
  go(): void;
}

function held(): Held {
  let go = (): void => undefined;
  const promise = new Promise<void>((resolve) => (go = resolve));
  return { promise, go: () => go() };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('at most eight are under way at once, in the order in which they came', async () => {
  const turns = turnsOf();
  const works = Array.from({ length: 20 }, held);
  const begun: number[] = [];
  const all = works.map((work, at) =>
    turns.take(async () => {
      begun.push(at);
      await work.promise;
    }),
  );
  await settle();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  works[3]?.go();
  await settle();
  expect(begun.at(-1)).toBe(8);
  for (const work of works) work.go();
  await Promise.all(all);
  expect(begun).toHaveLength(20);
});

test('signing in and reading share the turns', async () => {
  let [under, most] = [0, 0];
  const slow: HttpClient = {
    sendRequest: async (request) => {
      under += 1;
      most = Math.max(most, under);
      await settle();
      under -= 1;
      return { status: 200, headers: createHttpHeaders(), bodyAsText: '{}', request };
    },
  };
  const { signal } = new AbortController();
  const { azure, signIn } = await connect({
    cloud: clouds.AzureCloud,
    allowWrites: () => false,
    timeoutSeconds: 60,
    signal,
    requests: { reads: 0, writes: 0 },
    environment: {},
    network: slow,
    tell: () => undefined,
  });
  const to = (url: string): PipelineRequest => createPipelineRequest({ url });
  const all = Array.from({ length: 10 }, (_, at) => [
    azure.sendRequest(to(`https://management.azure.com/subscriptions/${at}`)),
    signIn.sendRequest(to(`https://login.microsoftonline.com/${at}/oauth2`)),
  ]).flat();
  await Promise.all(all);
  expect(most).toBe(8);
});

test('one that fails gives its turn on', async () => {
  const turns = turnsOf();
  const failing = Array.from({ length: 9 }, () =>
    turns.take(() => Promise.reject(new Error('no'))).catch(() => 'failed'),
  );
  expect(await Promise.all(failing)).toHaveLength(9);
  expect(await turns.take(() => Promise.resolve('next'))).toBe('next');
});

test('while one rests, no other begins; and that the rest was cut short stops nobody', async () => {
  const turns = turnsOf();
  const rest = held();
  turns.rest(rest.promise);
  turns.rest(Promise.reject(new Error('the program is to end')));
  let isBegun = false;
  const work = turns.take(() => {
    isBegun = true;
    return Promise.resolve();
  });
  await settle();
  expect(isBegun).toBe(false);
  rest.go();
  await work;
  expect(isBegun).toBe(true);
});
