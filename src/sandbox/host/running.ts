import { request } from 'node:https';
import { join } from 'node:path';
import { ownText } from '../../local/own-file.ts';
import type { SandboxInfo } from '../info.ts';

/** What a running sandbox says of itself, for other processes of the same user. */
export interface RunningRecord {
  readonly nonce: string;
  readonly pid: number;
  readonly info: SandboxInfo;
}

/** Holds a client secret: readable by its owner only. */
export function runningFile(dataDirectory: string): string {
  return join(dataDirectory, 'running.json');
}

export function readRecord(dataDirectory: string): RunningRecord | undefined {
  const text = ownText(runningFile(dataDirectory));
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as RunningRecord | null;
    return typeof record?.nonce === 'string' && typeof record.info.port === 'number' ? record : undefined;
  } catch {
    return undefined;
  }
}

/** The nonce of what answers on a port with a certificate of this data directory's authority. */
function nonceAt(info: SandboxInfo): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request(`${info.origin}/health`, { ca: info.ca, agent: false, timeout: 3000 }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        try {
          resolve((JSON.parse(text) as { nonce?: string }).nonce);
        } catch {
          resolve(undefined);
        }
      });
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

/** The sandbox that runs on a data directory now, in whatever process. */
export async function findRunningSandbox(dataDirectory: string): Promise<SandboxInfo | undefined> {
  const record = readRecord(dataDirectory);
  if (record === undefined) return undefined;
  return (await nonceAt(record.info)) === record.nonce ? record.info : undefined;
}
