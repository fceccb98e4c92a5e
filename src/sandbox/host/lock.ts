import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two sandboxes on one data directory would overwrite each other's world. */
class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
  constructor(dataDirectory: string) {
    super(
      `Another sandbox is running on ${dataDirectory}. Stop it first, or give this one a data directory of its own (--data).`,
    );
  }
}

/** A local name that only one process can listen on, and that goes with the process, however it ends. */
function lockName(dataDirectory: string): string {
  const name = `adt-setup-sandbox-${createHash('sha256').update(realpathSync(dataDirectory)).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return String.raw`\\.\pipe\${name}`.replace('${name}', name);
  if (process.platform === 'linux') return `\0${name}`;
  return join(tmpdir(), name);
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** A socket file that nobody answers on was left by a process that is gone. */
function isAnswered(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Takes the data directory for this process; refuses when another one has it. Gives the way to let it go. */
export async function holdDirectory(dataDirectory: string): Promise<() => Promise<void>> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const name = lockName(dataDirectory);
  let server = await listen(name);
  const isFile = process.platform !== 'win32' && process.platform !== 'linux';
  if (server === undefined && isFile && !(await isAnswered(name))) {
    rmSync(name, { force: true });
    server = await listen(name);
  }
  if (server === undefined) throw new DirectoryInUseError(dataDirectory);
  const held = server;
  return () => new Promise((resolve) => held.close(() => resolve()));
}
