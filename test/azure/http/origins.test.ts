import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import { details, world } from './world.ts';

describe('where requests may go', () => {
  test.each([
    'https://management.azure.com.evil.example/subscriptions',
    'https://evil.example/?next=management.azure.com',
    'https://management.azure.com:444/x',
    'https://user@management.azure.com/x',
    'http://management.azure.com/x',
    'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
    'https://plant.api.weu.digitaltwins.azure.net/models',
    'not an address',
  ])('not to %s', async (url) => {
    const { send, sent } = world([]);
    expect(await details(send('GET', url))).toMatchObject({ code: 'foreign-origin' });
    expect(sent).toEqual([]);
  });

  test('to an instance once its host name has been checked', async () => {
    const { send, origins } = world([{ status: 200 }]);
    const address = origins.addTwinsHost('Plant.api.weu.digitaltwins.azure.net');
    expect((await send('GET', `${address}/models`)).status).toBe(200);
    expect(() => origins.addTwinsHost('plant.api.weu.digitaltwins.azure.net.evil.example')).toThrow(SetupError);
  });

  test('sign-in traffic goes to the sign-in service only', async () => {
    const { send } = world([], { purpose: 'signIn' });
    expect(await details(send('GET', '/subscriptions'))).toMatchObject({ code: 'foreign-origin' });
  });
});
