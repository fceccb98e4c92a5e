import { describe, expect, test } from '@jest/globals';
import { cloudLinks, clouds } from '../../src/azure/clouds.ts';
import { noBrowser } from '../../src/azure/sign-in/machine.ts';

describe('hosts of instances', () => {
  const { AzureCloud, AzureUSGovernment, AzureChinaCloud } = clouds;

  test.each(['plant.api.weu.digitaltwins.azure.net', 'Plant-1.api.wus2.digitaltwins.azure.net'])(
    '%s is one',
    (host) => {
      expect(AzureCloud.isTwinsHost(host)).toBe(true);
    },
  );

  test.each([
    'plant.api.weu.digitaltwins.azure.net.evil.example',
    'evil.example/plant.api.weu.digitaltwins.azure.net',
    'plant.api.weu.digitaltwins.azure.net:8443',
    'plant.api.weu.digitaltwins.azure.net\n',
    'a@plant.api.weu.digitaltwins.azure.net',
    'plant.api.weu.digitaltwinsXazure.net',
    'plant.api.weu.digitaltwins.azure.us',
    'pl.api.weu.digitaltwins.azure.net',
    '',
  ])('%j is none of the public cloud', (host) => expect(AzureCloud.isTwinsHost(host)).toBe(false));

  test('each cloud has its own suffix', () => {
    expect(AzureCloud.isTwinsHost(AzureCloud.twinsTrial ?? '')).toBe(true);
    expect(AzureUSGovernment.isTwinsHost('plant.api.usgv.digitaltwins.azure.us')).toBe(true);
    expect(AzureChinaCloud.isTwinsHost('plant.api.cn.digitaltwins.azure.cn')).toBe(false);
  });
});

test('all addresses of the table are https origins, and no two clouds share where tokens are sent', () => {
  const origins = Object.values(clouds).flatMap((cloud) => [cloud.resourceManager, cloud.activeDirectory, cloud.graph]);
  for (const origin of origins) expect(new URL(origin).origin).toBe(origin);
  expect(new Set(origins).size).toBe(origins.length);
});

test('links lead to the portal and the Explorer', () => {
  const links = cloudLinks(clouds.AzureCloud);
  expect(links.accessControl('/subscriptions/1/resourceGroups/größe (1)')).toBe(
    'https://portal.azure.com/#@/resource/subscriptions/1/resourceGroups/gr%C3%B6%C3%9Fe%20(1)/users',
  );
  expect(links.explorer('t', 'h.api.weu.digitaltwins.azure.net')).toBe(
    'https://explorer.digitaltwins.azure.net/?tid=t&eid=h.api.weu.digitaltwins.azure.net',
  );
  expect(cloudLinks(clouds.AzureUSGovernment).explorer('t', 'h')).toBeUndefined();
});

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, boolean]>([
  ['darwin', {}, true],
  ['win32', {}, true],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { WSL_INTEROP: '/run/WSL/1' }, true],
  ['linux', {}, false],
  ['darwin', { SSH_CONNECTION: '1 2 3 4' }, false],
  ['linux', { DISPLAY: ':0', CODESPACES: 'true' }, false],
  ['linux', { DISPLAY: ':0', ACC_CLOUD: 'PROD' }, false],
  ['linux', { DISPLAY: ':0', REMOTE_CONTAINERS: 'true' }, false],
  ['linux', { CI: 'true' }, false],
  ['linux', { TF_BUILD: 'True' }, false],
  ['linux', { CI: 'true', DISPLAY: ':99' }, true],
  ['linux', { WSL_DISTRO_NAME: 'Ubuntu' }, false],
  ['linux', { WSL_DISTRO_NAME: 'Ubuntu', WSL_INTEROP: '/run/WSL/1' }, true],
])('a browser on %s with %j: %s', (platform, environment, possible) => {
  expect(noBrowser(environment, platform) === undefined).toBe(possible);
});
