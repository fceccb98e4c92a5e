import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import type { Azure, TwinsAnswer } from '../../../src/port/azure.ts';
import type { FakeWorld } from '../../support/fake-world.ts';
import { answers, carried, no, ok, proof, there, told } from './carrying.ts';

async function refused(change: Partial<FakeWorld>, azure: Partial<Azure> = {}): Promise<SetupError> {
  const error: unknown = await carried(change, azure).catch((each: unknown) => each);
  if (!(error instanceof SetupError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

describe('an address that does not know its instance', () => {
  const unknown: TwinsAnswer = { is: 'unknown-host' };

  test('is waited for when the instance was made just now', async () => {
    const ended = await carried({}, answers(unknown, unknown, unknown, ok));
    expect(ended.done.outcome).toBe('ready');
    expect(told(ended).states).toEqual(['no address yet']);
  });

  test('is left to the next run when nobody waits, with the reason', async () => {
    const ended = await carried({}, answers(unknown), { waits: false });
    expect(ended.done.outcome).toBe('waiting');
    expect(proof(ended)?.says).toContain('The instance is new');
  });

  test('is another directory after three minutes', async () => {
    const azure = answers(unknown);
    expect(await refused({}, azure)).toMatchObject({ code: 'sub-domain-not-found' });
    expect(azure.fresh.length).toBeGreaterThan(10);
  });

  test('is another directory at once when the instance has been there before', async () => {
    const azure = answers(unknown);
    expect(await refused(there, azure)).toMatchObject({ code: 'sub-domain-not-found' });
    expect(azure.fresh).toHaveLength(1);
  });
});

describe('what waiting can not cure', () => {
  test('a token of another tenant says which is right', async () => {
    expect(await refused(there, answers(no, { is: 'unknown-host' }))).toMatchObject({
      code: 'sub-domain-not-found',
      ending: 'refused',
    });
  });

  test('fresh sign-ins that are refused one after the other end as a failed sign-in', async () => {
    expect(await refused(there, answers({ is: 'unauthorized' }))).toMatchObject({
      code: 'instance-refuses-sign-in',
      ending: 'signIn',
    });
  });
});

test.each([{}, there])(
  'R8: a directory that lacks the service is handed over, after all else is done: %#',
  async (world) => {
    const no = { ending: 'handover', code: 'AADSTS500011', message: 'No service.', suggestion: 'Add it.' } as const;
    const { handOver, step } = await refused(world, { askTwins: () => Promise.reject(new SetupError(no)) });
    expect(step).toBe('verify');
    expect(handOver?.ways.flatMap(({ az }) => az)).toEqual([
      ['az', 'ad', 'sp', 'create', '--id', '0b07f429-9f4b-4714-9392-cc5e8e80c8b0'],
    ]);
    expect(handOver).toMatchObject({ from: 'Ana Lima', roles: expect.stringContaining('Application Administrator') });
  },
);
