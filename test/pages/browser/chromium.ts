import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, test } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
/** Whether there is a browser to test in. */
export const found = existsSync(executablePath);
/** A test that is left out where there is no browser. */
export const inBrowser = found ? test : test.skip;
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser for the tests of a file, and servers for its pages to meet. */
export interface InBrowser {
  /** A page, and what went wrong on it: script errors, violations of the policy, dialogs, requests to elsewhere. */
  open(origin: string): Promise<readonly [Page, string[]]>;
  /** Roles in the tree that the browser gives to screen readers. */
  rolesOf(page: Page): Promise<readonly unknown[]>;
  /** The address of a server beside the sandbox: a program that signs in, another site. */
  listening(server: Server): Promise<string>;
}

/** Starts the browser before the tests of a file and closes it after them; says so where there is none. */
export function withBrowser(): InBrowser {
  if (!found)
    test.skip(`no browser at ${executablePath}: the tests of the pages in Chromium are left out`, () => undefined);

  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    if (!found) return;
    browser = await chromium.launch({ executablePath, args });
    context = await browser.newContext({ ignoreHTTPSErrors: true });
    context.setDefaultTimeout(8000);
  });
  afterAll(async () => {
    for (const server of programs) server.close().closeAllConnections();
    if (found) await browser.close();
  });

  async function open(origin: string): Promise<readonly [Page, string[]]> {
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) troubles.push(message.text());
    });
    page.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (each) => {
      if (!each.url().startsWith(`${origin}/`) && !each.url().startsWith('data:'))
        troubles.push(`request: ${each.url()}`);
    });
    return [page, troubles];
  }

  async function rolesOf(page: Page): Promise<readonly unknown[]> {
    const session = await context.newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes.filter((each) => !each.ignored).map((each) => each.role?.value as unknown);
  }

  const programs: Server[] = [];

  function listening(server: Server): Promise<string> {
    programs.push(server);
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`));
    });
  }

  return { open, rolesOf, listening };
}
