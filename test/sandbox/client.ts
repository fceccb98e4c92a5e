import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxInfo } from '../../src/sandbox/info.ts';

/** A data directory that goes away with the test file. */
export function scratch(): { readonly directory: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'adt-setup-sandbox-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A plain client that trusts the sandbox's authority, and nothing else. */
export function clientOf(info: Pick<SandboxInfo, 'origin' | 'ca'>): {
  ask(
    method: string,
    path: string,
    asked?: { body?: unknown; headers?: Record<string, string>; timeout?: number },
  ): Promise<Got>;
  close(): void;
} {
  const agent = new Agent({ ca: info.ca, keepAlive: true, maxSockets: 64 });
  return {
    ask: (method, path, { body, headers = {}, timeout = 10_000 } = {}) =>
      new Promise((resolve, reject) => {
        const isForm = typeof body === 'string';
        const content = body === undefined ? undefined : isForm ? body : JSON.stringify(body);
        const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
        const all = {
          ...(content === undefined
            ? {}
            : { 'content-type': type, 'content-length': String(Buffer.byteLength(content)) }),
          ...headers,
        };
        const asked = request(new URL(path, info.origin), { method, agent, headers: all, timeout }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(parts).toString(),
            }),
          );
        });
        asked.on('timeout', () => asked.destroy(new Error('timeout')));
        asked.on('error', reject);
        asked.end(content);
      }),
    close: () => agent.destroy(),
  };
}

/** An access token of the sandbox's own service principal. */
export async function accessToken(
  info: SandboxInfo,
  resource = 'https://management.core.windows.net/',
): Promise<string> {
  const client = clientOf(info);
  const { clientId, clientSecret } = info.servicePrincipal;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${resource}/.default`,
  }).toString();
  try {
    const { text } = await client.ask('POST', `/${info.tenantId}/oauth2/v2.0/token`, { body });
    return (JSON.parse(text) as { access_token: string }).access_token;
  } finally {
    client.close();
  }
}
