import { connect, createServer, type Server } from 'node:net';

/** Who holds a lock, for people; that it is held is the system's word, not this. */
export interface Holder {
  readonly pid: number;
  /** UTC, as in the state file. */
  readonly since: string;
}

/** Something that this process alone has, until it lets it go or ends, however it ends. */
export interface Hold {
  release(): Promise<void>;
}

/** Milliseconds that a holder has to say who it is. */
const patience = 1000;
const longest = 200;

/** Listens under a name, and says who we are to what connects; undefined when the name is taken. */
export function listenOn(address: string, holder: Holder): Promise<Hold | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(`${holder.pid} ${holder.since}\n`);
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve({ release: () => closing(server) });
    });
  });
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function parsed(text: string): Holder | undefined {
  const match = /^(\d{1,10}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n$/.exec(text);
  return match ? { pid: Number(match[1]), since: match[2] ?? '' } : undefined;
}

/** Asks who holds a lock. Undefined when it doesn't say, or says something else. */
export function askHolder(address: string): Promise<Holder | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let text = '';
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parsed(text));
    };
    const timer = setTimeout(end, patience);
    socket.setEncoding('utf8');
    socket.on('data', (more: string) => {
      text += more;
      if (text.length > longest) end();
    });
    socket.on('end', end);
    socket.on('error', end);
  });
}

/** Whether anybody listens on a socket file: a process that is gone doesn't. */
export function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
