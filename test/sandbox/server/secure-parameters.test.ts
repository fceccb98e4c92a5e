import { expect, test } from '@jest/globals';
import type { TrafficEntry } from '../../../src/sandbox/server.ts';
import { authorized, newDirectory, started } from './scene.ts';

const secret = 'the-horse-is-stapled';

test('values of secure parameters, given or as defaults, also of inner templates, are in no log', async () => {
  const entries: TrafficEntry[] = [];
  const sandbox = await started({ dataDirectory: newDirectory(), log: (entry) => entries.push(entry) });
  const ask = await authorized(sandbox);
  const schema = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#';
  const inner = {
    $schema: schema,
    contentVersion: '1.0.0.0',
    resources: [],
    parameters: { key: { type: 'SecureString' } },
  };
  const template = {
    $schema: schema,
    contentVersion: '1.0.0.0',
    parameters: {
      word: { type: 'securestring' },
      other: { type: 'secureObject', defaultValue: { a: secret } },
      plain: { type: 'string' },
    },
    resources: [
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2024-07-01',
        name: 'inner',
        location: 'westeurope',
        properties: { mode: 'Incremental', template: inner, parameters: { KEY: { value: secret } } },
      },
    ],
  };
  const parameters = { WORD: { value: secret }, plain: { value: 'seen' } };
  const path = `/subscriptions/${sandbox.subscriptionId}/providers/Microsoft.Resources/deployments/secretive`;
  const { status } = await ask('PUT', `${path}?api-version=2024-07-01`, {
    location: 'westeurope',
    properties: { mode: 'Incremental', template, parameters },
  });
  expect(status).toBe(201);
  await ask('GET', `${path}?api-version=2024-07-01`);
  const text = JSON.stringify(entries);
  expect(text).toContain('"plain":{"value":"seen"}');
  expect(text).not.toContain(secret);
});
