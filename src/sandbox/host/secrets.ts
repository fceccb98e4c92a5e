import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ownText, writeOwn } from '../../local/own-file.ts';
import { type TokenKeys, tokenKeys } from '../entra/tokens.ts';

/** What the sandbox keeps to itself, made anew in each data directory. */
export interface Secrets {
  readonly keys: TokenKeys;
  /** Of the service principals that come with the tenant. */
  readonly clientSecret: string;
  /** From which the world's identifiers follow. */
  readonly source: string;
}

interface Stored {
  readonly signingKey: string;
  readonly sealingKey: string;
  readonly clientSecret: string;
  readonly source: string;
}

function isStored(value: unknown): value is Stored {
  const stored = value as Partial<Stored> | null;
  return [stored?.signingKey, stored?.sealingKey, stored?.clientSecret, stored?.source].every(
    (each) => typeof each === 'string',
  );
}

/** The secrets of a data directory. */
export function secretsOf(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  const text = ownText(file);
  let stored: unknown;
  if (text === undefined) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    stored = {
      signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      sealingKey: randomBytes(32).toString('base64url'),
      clientSecret: `sbx~${randomBytes(27).toString('base64url')}`,
      source: randomBytes(16).toString('hex'),
    };
    writeOwn(file, JSON.stringify(stored));
  } else {
    try {
      stored = JSON.parse(text);
    } catch {
      stored = undefined;
    }
  }
  if (!isStored(stored))
    throw new Error(
      `The sandbox's keys in ${file} are damaged. The file is left as it is; move it away to have new ones made.`,
    );
  return {
    keys: tokenKeys(stored.signingKey, stored.sealingKey),
    clientSecret: stored.clientSecret,
    source: stored.source,
  };
}
