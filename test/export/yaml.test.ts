import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { azd } from '../../src/export/azd.ts';
import type { Exported } from '../../src/export/exported.ts';
import { github } from '../../src/export/github.ts';
import { yamlText } from '../../src/export/yaml-text.ts';
import { everything, setUps } from '../support/exported.ts';
import { hostile } from '../support/judges/hostile-texts.ts';
import { fc } from '../support/properties.ts';

const azureYaml = (exported: Exported): string => azd(exported)[0]?.text ?? '';
const workflow = (exported: Exported): string => github(exported)[0]?.text ?? '';

/** The set-up, with an instance of another name. */
const named = (name: string): Exported => ({
  ...everything,
  instanceId: everything.instanceId.replace('Plant-1', name),
});

/** Names that Azure takes, and that YAML takes for something else where they stand bare; some others. */
const names = [
  ...['123', '007', '1e5', '0x1F', '0o17', '2020-01-01', 'null', 'True', 'no', 'Off', 'NaN', '1-2-3'],
  ...fc.sample(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{1,8}[A-Za-z0-9]$/), { numRuns: 1000, seed: 14 }),
];

/** YAML as most read it now, and as it was read before: GitHub's parser and azd's differ in that. */
const versions = ['1.2', '1.1'] as const;

test.each(versions)('a thousand texts of one line come back from YAML %s as they were', (version) => {
  const texts = hostile(3000)
    .filter((text) => !/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u.test(text))
    .slice(0, 1000);
  expect(texts).toHaveLength(1000);
  const written = texts.map((text) => `- ${yamlText(text)}\n`).join('');
  expect(parse(written, { version })).toEqual(texts);
});

describe('azure.yaml', () => {
  test.each(versions)('names a thousand projects by a text, in YAML %s', (version) => {
    for (const name of names)
      expect(parse(azureYaml(named(name)), { version })).toEqual({
        name: name.toLowerCase(),
        requiredVersions: { azd: '>= 1.25.0' },
        infra: { provider: 'bicep', path: 'infra', module: 'main' },
      });
  });

  test('names the cloud where it is another one', () => {
    expect(parse(azureYaml(setUps['another cloud'] as Exported))).toMatchObject({
      cloud: { name: 'AzureUSGovernment' },
    });
  });
});

interface Job {
  readonly if: string;
  readonly environment?: string;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, string>>;
  }[];
}

interface Workflow {
  readonly on: Readonly<Record<string, object | null>>;
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (exported: Exported): Workflow => parse(workflow(exported)) as Workflow;

describe("GitHub's workflow", () => {
  test('deploys the main branch, only previews pull requests, and signs in without a secret', () => {
    const { on, permissions, env, jobs } = read(everything);
    const paths = ['infra/**'];
    expect(on).toEqual({ pull_request: { paths }, push: { branches: ['main'], paths }, workflow_dispatch: null });
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(env).toEqual({ DEPLOYMENT: 'Plant-1', LOCATION: 'westeurope' });
    expect(Object.keys(jobs)).toEqual(['preview', 'deploy']);
    expect(jobs['preview']).toMatchObject({ if: "github.event_name == 'pull_request'", 'runs-on': 'ubuntu-latest' });
    expect(jobs['preview']?.environment).toBeUndefined();
    expect(jobs['deploy']).toMatchObject({
      if: "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'",
      environment: 'azure-digital-twins',
      concurrency: { group: 'azure-digital-twins', 'cancel-in-progress': false },
    });
    for (const [job, command] of [
      ['preview', 'what-if --validation-level ProviderNoRbac'],
      ['deploy', 'create'],
    ] as const)
      expect(jobs[job]?.steps).toEqual([
        { uses: 'actions/checkout@v7' },
        {
          uses: 'azure/login@v3',
          with: {
            'client-id': '${{ vars.AZURE_CLIENT_ID }}',
            'tenant-id': everything.tenantId,
            'subscription-id': 'b3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36',
          },
        },
        {
          run: `az deployment sub ${command} --name "$DEPLOYMENT" --location "$LOCATION" --template-file infra/main.bicep`,
        },
      ]);
  });

  test('signs in to another cloud by its name and its audience', () => {
    expect(read(setUps['another cloud'] as Exported).jobs['deploy']?.steps[1]?.with).toMatchObject({
      environment: 'AzureUSGovernment',
      audience: 'api://AzureADTokenExchangeUSGov',
    });
  });

  test.each(versions)('hands a thousand names on as texts, in YAML %s', (version) => {
    for (const name of names)
      expect((parse(workflow(named(name)), { version }) as Workflow).env).toMatchObject({ DEPLOYMENT: name });
  });

  test('is the same whatever is said at its head, and nothing of that is an expression of it', () => {
    const about = hostile(1000);
    const said = { ...everything, about, planId: about.join('') };
    expect(read(said)).toEqual(read(everything));
    expect(parse(azureYaml(said))).toEqual(parse(azureYaml(everything)));
    const outside = (text: string): string => text.replaceAll(/^#.*\n/gm, '');
    expect(outside(workflow(said))).toBe(outside(workflow(everything)));
  });
});
