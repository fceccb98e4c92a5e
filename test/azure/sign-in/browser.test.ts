import { spawn } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { addressIn, inBrowser } from '../../../src/azure/sign-in/browser.ts';

const address = 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=x&state=y';

test.each([
  [['xdg-open', address]],
  [['open', '-a', 'Firefox', address]],
  [['powershell', '-EncodedCommand', Buffer.from(`Start "${address}"`, 'utf16le').toString('base64')]],
])('the address in %j', (words) => {
  expect(addressIn(words)).toBe(address);
});

test('no address is none', () => {
  expect(addressIn(['git', '--version'])).toBeUndefined();
});

/* A sign-in that goes on until it is told to end, as one in a browser does. */
describe('C10: where the browser may not have opened, its address is told', () => {
  const open = (script: string): void => {
    spawn(process.execPath, ['-e', script, address], { stdio: 'ignore', detached: true }).unref();
  };
  const missedBy = (script: string, patience: number): Promise<string> =>
    new Promise((resolve) => {
      let end = (): void => undefined;
      void inBrowser(
        () =>
          new Promise<void>((done) => {
            end = done;
            open(script);
          }),
        {
          patience,
          missed: (told) => {
            end();
            resolve(told);
          },
        },
      );
    });

  test('the opener fails', async () => {
    expect(await missedBy('process.exit(3)', 600_000)).toBe(address);
  });
  test('the opener says nothing', async () => {
    expect(await missedBy('', 20)).toBe(address);
  });
  test('nothing is told after the sign-in', async () => {
    const told: string[] = [];
    const signedIn = inBrowser(
      () => {
        open('');
        return Promise.resolve('token');
      },
      { missed: (each) => told.push(each) },
    );
    expect(await signedIn).toBe('token');
    expect(told).toEqual([]);
  });
});
