import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { TrafficEntry } from '../../../../src/sandbox/server.ts';
import { type Workbench, workbench } from '../../../azure/workbench.ts';
import type { Ended } from '../../../support/judges/kept-az.ts';
import { type AzHome, azHome } from '../../../support/judges/real-az.ts';
import { describeWith } from '../../../support/judges/tools.ts';
import { group, site, template } from '../scene.ts';

/** Each start of az takes a second, and many where a machine is busy. */
const patience = 1_800_000;

describeWith(['az'], 'the real az, deploying over a bad network', () => {
  let bench: Workbench;
  let home: AzHome;
  const log: TrafficEntry[] = [];

  /** `PUT 201` for each request about a deployment. */
  const requests = (): readonly string[] =>
    log.flatMap(({ method, url, status }) => {
      const [, verb = ''] = /\/deployments\/lost\d(?:\/(\w+))?/.exec(url) ?? [];
      return /\/deployments\/lost\d/.test(url) ? [`${method} ${verb === '' ? '' : `${verb} `}${String(status)}`] : [];
    });

  const az = (...words: string[]): Promise<Ended> => home.run(...words);
  /** Has a template deployed under a name. */
  function create(name: string, what: object): Promise<Ended> {
    const file = join(home.folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(what));
    return az('deployment', 'sub', 'create', '-l', 'westeurope', '-n', name, '-f', file);
  }

  beforeAll(async () => {
    const slow = { registrationSeconds: 3600, creationSeconds: 3600, tokenLifetimeSeconds: 864_000 };
    bench = await workbench({ settings: slow, log: (entry) => log.push(entry) });
    home = await azHome(bench.sandbox);
    await home.signIn();
  }, patience);
  beforeEach(() => {
    bench.sandbox.clearFaults();
    log.length = 0;
  });
  afterAll(async () => {
    home.remove();
    await bench.close();
  });

  test(
    'a 429 of the PUT and a 503 of the validation are repeated, and it is made',
    async () => {
      const busy = { is: 'status', status: 503 } as const;
      const slower = { is: 'status', status: 429, retryAfter: '1' } as const;
      bench.sandbox.addFault({ method: 'POST', address: '/lost1/validate', what: busy });
      bench.sandbox.addFault({ method: 'PUT', address: '/lost1', what: slower });
      const { code, stdout, stderr } = await create('lost1', template([group('rg-x')]));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
      expect(requests().slice(0, 4)).toEqual(['POST validate 503', 'POST validate 200', 'PUT 429', 'PUT 201']);
    },
    patience,
  );

  test(
    'a PUT whose answer is lost is sent again and refused while the first is under way, which then ends well',
    async () => {
      bench.sandbox.addFault({ method: 'PUT', address: '/lost2', what: { is: 'reset', after: true } });
      const { code, stdout, stderr } = await create('lost2', template(site('twins-a')));
      expect({ code, stdout, stderr }).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining('DeploymentActive'),
      });
      expect(requests()).toEqual(['POST validate 200', 'PUT 409']);
      bench.later(10_000);
      const shown = await az('deployment', 'sub', 'show', '-n', 'lost2', '--query', 'properties.provisioningState');
      expect(shown).toMatchObject({ code: 0, stdout: '"Succeeded"\n' });
    },
    patience,
  );
});
