import { describe, expect, test } from '@jest/globals';
import { errorOf } from '../workbench.ts';
import { hostileScene, id, json } from './scene.ts';

const scene = hostileScene();

describe("the instance's own endpoint", () => {
  const host = (): string => `${new URL(scene.port.azure.links.users).host}/plant.api.weu`;

  test.each<[number, string, string]>([
    [401, '', 'unauthorized'],
    [403, '', 'forbidden'],
    [404, '{"statusCode":404,"message":"Sub-domain not found."}', 'unknown-host'],
    [200, '{"value":[{"id":"dtmi:a;1"}],"nextLink":null}', 'answered'],
  ])('%d means something', async (status, body, is) => {
    scene.meddle = (_, url) => (url.includes('/models') ? { status, headers: json, body } : undefined);
    expect((await scene.port.azure.askTwins(id, host(), false)).is).toBe(is);
  });

  test.each([401, 403, 404])('nor is a page of a proxy with %d an answer of the instance', async (status) => {
    const page = { status, headers: { 'content-type': 'text/html' }, body: '<html>Blocked by Example Proxy</html>' };
    scene.meddle = (_, url) => (url.includes('/models') ? page : undefined);
    expect(await errorOf(scene.port.azure.askTwins(id, host(), false))).toMatchObject({ httpStatus: status });
  });

  test('a page of a proxy is no proof', async () => {
    scene.meddle = (_, url) => (url.includes('/models') ? { status: 200, headers: {}, body: '<html/>' } : undefined);
    expect(await errorOf(scene.port.azure.askTwins(id, host(), false))).toMatchObject({ code: 'unusable-answer' });
  });
});
