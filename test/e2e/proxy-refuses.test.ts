import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type BehindProxy, behindProxy } from '../support/behind-proxy.ts';
import { runUnattended } from '../support/unattended.ts';

let here: BehindProxy;
beforeAll(async () => {
  here = await behindProxy();
});
afterEach(() => here.proxy.refused.clear());
afterAll(() => here.close());

const twins = 'plant-twins.api.weu.digitaltwins.azure.net';
const setUp = ['-g', 'rg-plant', '-l', 'westeurope', '-n', 'plant-twins', '--auth', 'environment', '--json', '--yes'];

interface Document {
  readonly outcome: string;
  readonly requests: { readonly writes: number };
  readonly handOverFile?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly help: string };
}

describe('a proxy that does not let everything through', () => {
  const hosts = ['login.microsoftonline.com', 'management.azure.com', 'graph.microsoft.com'];
  const answers = [
    ['403 Forbidden', 'The proxy that HTTPS_PROXY names refuses HOST (403)'],
    ['404 Not Found', 'The proxy that HTTPS_PROXY names refuses HOST (404)'],
    ['407 Proxy Authentication Required', 'wants a user and a password (407)'],
    ['502 Bad Gateway', "can't reach HOST (502)"],
    ['503 Service Unavailable', "can't reach HOST (503)"],
    ['cut', 'The connection to HOST broke'],
  ] as const;

  test.each(hosts.flatMap((host) => answers.map(([answer, words]) => [host, answer, words.replace('HOST', host)])))(
    '%s: %s is said as its own',
    async (host, answer, words) => {
      here.proxy.refused.set(host, answer);
      const more = ['--assignee', 'bea@contoso.com'];
      const { code, stdout } = await runUnattended(here.home, [...setUp, ...more], here.environment);
      const document = JSON.parse(stdout) as Document;
      expect({ code, ...document }).toMatchObject({ code: 75, outcome: 'failed', requests: { writes: 0 } });
      expect(document.error?.message).toContain(words);
      expect(document.handOverFile).toBeUndefined();
    },
  );

  test('one that takes its time is waited for', async () => {
    for (const host of [...hosts, twins]) here.proxy.refused.set(host, 'late');
    const { code, stdout } = await runUnattended(here.home, ['--dry-run', ...setUp], here.environment);
    expect({ code, ...(JSON.parse(stdout) as Document) }).toMatchObject({ code: 0, outcome: 'planned' });
  });

  test('the host of the new instance: all is made, and the proof says who is in the way; later it goes on', async () => {
    here.proxy.refused.set(twins, '403 Forbidden');
    const { code, stdout } = await runUnattended(here.home, [...setUp, '--fresh'], here.environment);
    const { outcome, error } = JSON.parse(stdout) as Document;
    expect({ code, outcome }).toEqual({ code: 75, outcome: 'failed' });
    expect(error?.message).toBe(`The proxy that HTTPS_PROXY names refuses ${twins} (403).`);
    expect(error?.help).toContain(`${twins} or *.digitaltwins.azure.net`);

    const doctor = await runUnattended(here.home, ['doctor', '--auth', 'environment'], here.environment);
    expect(doctor.stdout).toMatch(/problem +Instances +The proxy that HTTPS_PROXY names refuses\s+plant-twins/);

    here.proxy.refused.clear();
    const again = await runUnattended(here.home, setUp, here.environment);
    expect({ code: again.code, writes: (JSON.parse(again.stdout) as Document).requests.writes }).toEqual({
      code: 0,
      writes: 0,
    });
  });
});
