import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { discovered } from '../../../src/azure/http/discovered.ts';
import { type Workbench, workbench } from '../workbench.ts';
import { application, asAzure } from './bench.ts';

const metadataOf = (directory: string): PipelineRequest =>
  createPipelineRequest({
    url: `https://login.microsoftonline.com/${directory}/v2.0/.well-known/openid-configuration`,
  });

/** A way to the network that answers one after the other: a status, or a failure. */
function answering(...answers: readonly (number | Error)[]): {
  client: ReturnType<typeof discovered>;
  asked: string[];
} {
  const asked: string[] = [];
  const client = discovered({
    sendRequest: (request): Promise<PipelineResponse> => {
      const answer = answers[asked.length] ?? 200;
      asked.push(request.url);
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve({ status: answer, headers: createHttpHeaders(), request, bodyAsText: '{}' });
    },
  });
  return { client, asked };
}

describe('how to sign in to a directory', () => {
  test('is asked once, for all who sign in there', async () => {
    const { client, asked } = answering();
    client.learn(metadataOf('one'));
    for (const directory of ['one', 'one', 'another'])
      expect((await client.sendRequest(metadataOf(directory))).status).toBe(200);
    client.learn(metadataOf('one'));
    expect(asked).toEqual([metadataOf('one').url, metadataOf('another').url]);
  });

  test('what was asked for ahead and failed is told once, and asked again after that', async () => {
    const lost = new Error('ECONNRESET');
    const { client, asked } = answering(lost, 400, 200);
    client.learn(metadataOf('one'));
    await expect(client.sendRequest(metadataOf('one'))).rejects.toBe(lost);
    expect((await client.sendRequest(metadataOf('one'))).status).toBe(400);
    expect((await client.sendRequest(metadataOf('one'))).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  test('nothing else is kept', async () => {
    const { client, asked } = answering();
    const token = createPipelineRequest({ url: 'https://login.microsoftonline.com/one/oauth2/v2.0/token' });
    await client.sendRequest(token);
    await client.sendRequest(token);
    expect(asked).toHaveLength(2);
  });
});

describe('a sign-in', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await workbench();
  });
  afterAll(() => bench.close());

  test('asks how, once, and in the directory that it is for', async () => {
    const { azure, log } = bench.open({ cloud: asAzure(bench), environment: application(bench) });
    await azure.signIn('environment', undefined);
    const asked = log.filter(({ url }) => url.endsWith('/openid-configuration'));
    expect(asked.map(({ url }) => new URL(url).pathname.split('/')[1])).toEqual([bench.sandbox.tenantId]);
    expect(log[0]).toBe(asked[0]);
  });

  test.each([
    ['a certificate that is not there', { AZURE_CLIENT_CERTIFICATE_PATH: '/no/such/file.pem' }],
    ['a token of a cluster that is not there', { AZURE_FEDERATED_TOKEN_FILE: '/no/such/token' }],
  ])('with %s sends nothing', async (_, proof) => {
    const environment = { ...application(bench), AZURE_CLIENT_SECRET: '', ...proof };
    const urls: string[] = [];
    const network = {
      sendRequest: ({ url }: PipelineRequest): Promise<PipelineResponse> => {
        urls.push(url);
        return Promise.reject(new Error('unreachable'));
      },
    };
    const { azure } = bench.open({ cloud: asAzure(bench), environment, network });
    await expect(azure.signIn('environment', undefined)).rejects.toMatchObject({ ending: 'signIn' });
    expect(urls).toEqual([]);
  });
});
