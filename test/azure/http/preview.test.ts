import { describe, expect, test } from '@jest/globals';
import { details, world } from './world.ts';

describe('a preview', () => {
  const sub = '/subscriptions/1';
  test.each([
    ['PUT', `${sub}/resourcegroups/g`],
    ['PATCH', `${sub}/resourcegroups/g`],
    ['DELETE', `${sub}/resourcegroups/g`],
    ['POST', `${sub}/providers/Microsoft.DigitalTwins/register`],
    ['POST', `${sub}/providers/Microsoft.DigitalTwins/locations/w/checkNameAvailability/x`],
    ['POST', 'https://graph.microsoft.com/v1.0/users'],
  ])('refuses %s %s and sends nothing', async (method, url) => {
    const { send, sent, requests } = world([], { allowWrites: false });
    expect(await details(send(method, url))).toMatchObject({ code: 'preview-refused-a-write' });
    expect({ sent, requests }).toEqual({ sent: [], requests: { reads: 0, writes: 0 } });
  });

  test.each([
    ['GET', `${sub}/resourcegroups/g`],
    ['HEAD', `${sub}/resourcegroups/g`],
    ['POST', `${sub}/providers/Microsoft.DigitalTwins/locations/w/checkNameAvailability?api-version=1`],
    ['POST', `//subscriptions/1/providers/microsoft.policyinsights/checkPolicyRestrictions`],
    ['POST', 'https://graph.microsoft.com/v1.0/directoryObjects/getByIds'],
  ])('sends %s %s, a read', async (method, url) => {
    const { send, requests } = world([{ status: 200 }], { allowWrites: false });
    await send(method, url);
    expect(requests).toEqual({ reads: 1, writes: 0 });
  });

  test('signing in is neither read nor write', async () => {
    const { send, requests } = world([{ status: 200 }], { allowWrites: false, purpose: 'signIn' });
    await send('POST', 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token');
    expect(requests).toEqual({ reads: 0, writes: 0 });
  });
});
