import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderMark } from '../../src/local/own-file.ts';
import { certificateFiles } from '../../src/sandbox/host/certificate.ts';

/** Where keys and a certificate are kept for the next test files, and the next runs. */
const keysFile = join(process.cwd(), 'node_modules', '.cache', 'test-keys.json');
const kept = ['secrets.json', ...certificateFiles];

let known: Readonly<Record<string, string>> | undefined;

/** What a sandbox has made itself at an earlier first start, as long as it would take it again. */
function keptKeys(): Readonly<Record<string, string>> {
  if (known !== undefined) return known;
  try {
    const files = JSON.parse(readFileSync(keysFile, 'utf8')) as Record<string, string>;
    const { validFrom, validTo } = new X509Certificate(files[certificateFiles[0]] ?? '');
    const isGood = Date.parse(validFrom) <= Date.now() && Date.parse(validTo) > Date.now() + 300 * 86_400_000;
    known = isGood ? files : {};
  } catch {
    known = {};
  }
  return known;
}

interface Secrets {
  readonly signingKey: string;
  readonly sealingKey: string;
  readonly clientSecret: string;
  readonly source: string;
}

function newSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    sealingKey: randomBytes(32).toString('base64url'),
    clientSecret: `sbx~${randomBytes(27).toString('base64url')}`,
    source: randomBytes(16).toString('hex'),
  };
}

let secrets: Secrets | undefined;

/** A sandbox's own keys: kept ones, else made once for all the tests of a file. Making them takes longer than most tests. */
export function sandboxSecrets(): Secrets {
  const text = keptKeys()['secrets.json'];
  secrets ??= text === undefined ? newSecrets() : (JSON.parse(text) as Secrets);
  return secrets;
}

/** Begins a sandbox's folder with keys, and with a certificate where another had one. */
export function giveKeys(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, folderMark.name), folderMark.text, { mode: 0o600 });
  const files = { 'secrets.json': JSON.stringify(sandboxSecrets()), ...keptKeys() };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
}

/** Keeps what a sandbox has made in its folder, where nothing is kept yet. */
export function keepKeys(folder: string): void {
  if (Object.keys(keptKeys()).length > 0 || !kept.every((name) => existsSync(join(folder, name)))) return;
  const files = Object.fromEntries(kept.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  mkdirSync(dirname(keysFile), { recursive: true });
  const half = `${keysFile}.${process.pid}`;
  writeFileSync(half, JSON.stringify(files), { mode: 0o600 });
  renameSync(half, keysFile);
  known = undefined;
}
