import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

/* What is looked at after a trial: the world, the files, the traffic. */

const kinds = ['groups', 'instances', 'assignments'] as const;

/** What the sandbox has, as far as a set-up could touch it. */
export type Kept = Readonly<Record<(typeof kinds)[number], Readonly<Record<string, unknown>>>>;

export function keptIn(dataDirectory: string, scenario: string): Kept {
  return JSON.parse(readFileSync(join(dataDirectory, 'worlds', scenario, 'world.json'), 'utf8')) as Kept;
}

/** What differs between two worlds but for one new thing of each kind. */
export function changes(before: Kept, after: Kept): readonly string[] {
  return kinds.flatMap((what) => {
    const fresh = Object.keys(after[what]).filter((key) => !(key in before[what]));
    const touched = Object.entries(before[what]).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(after[what][key]),
    );
    return [
      ...(fresh.length === 1 ? [] : [`${fresh.length} new ${what}`]),
      ...touched.map(([key]) => `${what}: ${key} was changed`),
    ];
  });
}

const canary = 'canary-5e1f0c8b27d94a63';

/** Programs that might be started, replaced by ones that note how they were. */
const programs = ['az', 'azd', 'xdg-open', 'open', 'pbcopy', 'xclip', 'xsel', 'wl-copy'];

/** An environment with secrets in it, and a proxy that nothing may go through: all the same it is no part of the sandbox. */
export function baited(
  folder: string,
  environment: Readonly<Record<string, string>>,
  proxy: string,
): Record<string, string> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of programs) {
    const file = join(bin, name);
    writeFileSync(file, `#!/bin/sh\n{ echo "$0 $*"; cat; env; } >> '${join(folder, 'children.txt')}'\nexit 1\n`);
    chmodSync(file, 0o755);
  }
  return {
    ...environment,
    PATH: `${bin}:${environment['PATH'] ?? ''}`,
    AZURE_CLIENT_ID: '00000000-0000-4000-8000-00000000c1d0',
    AZURE_CLIENT_SECRET: canary,
    AZURE_CLIENT_CERTIFICATE_PASSWORD: canary,
    HTTPS_PROXY: proxy,
  };
}

function filesBelow(folder: string, without: string): readonly string[] {
  if (folder === without) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path, without) : [path];
  });
}

/** Secrets in what was printed or is in a file below `folder`, except in the sandbox's own data. */
export function leaks(folder: string, world: string, ...printed: readonly string[]): readonly string[] {
  const bin = join(folder, 'bin');
  const texts = [
    ...printed.map((text) => ['what was printed', text] as const),
    ...filesBelow(folder, world)
      .filter((file) => !file.startsWith(bin))
      .map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')] as const),
  ];
  const { clientSecret } = JSON.parse(readFileSync(join(world, 'secrets.json'), 'utf8')) as { clientSecret: string };
  return texts.flatMap(([where, text]) => [
    ...(text.includes(canary) ? [`${where} holds a secret of the environment`] : []),
    ...(text.includes(clientSecret) ? [`${where} holds the secret of an application`] : []),
    ...(/eyJ[\w-]+\.[\w-]+\./.test(text) ? [`${where} holds a token`] : []),
    ...(/device_code"?[=:] ?\\?"?(?!\[|%5B|\\?"?\[)[\w-]{20}/i.test(text) ? [`${where} holds a device code`] : []),
  ]);
}

/** Requests of a traffic log that went anywhere else than to the sandbox. */
export function strays(log: string, origin: string): readonly string[] {
  const lines = log.split('\n').filter((line) => line.endsWith('}'));
  return lines.flatMap((line) => {
    const { url } = JSON.parse(line) as { url: string };
    return new URL(url).origin === origin ? [] : [`a request to ${url}`];
  });
}

/** A proxy that counts who comes. */
export async function emptyProxy(): Promise<{ readonly url: string; visits(): number; close(): Promise<void> }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: () => visits,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Whether an answer is still the one that was given: once the plan is approved, "me" is written as the account that it meant. */
export function isSameAnswer(before: unknown, after: unknown): boolean {
  return before === after || (before === 'me' && /^user:[0-9a-f-]{36}$/.test(String(after)));
}
