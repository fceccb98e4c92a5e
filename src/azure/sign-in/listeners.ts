import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Where Node.js announces that a server has begun to listen (`diagnostics_channel`, "net.server.listen"). */
const announced = 'tracing:net.server.listen:asyncEnd';

/**
 * Closes, when the program is to end, the servers that begin to listen from now on. Signing in with the browser waits on
 * a local address for the browser to come back; @azure/identity has no way to stop that, and it would keep the process
 * alive for ever. Gives a function that ends the watch.
 */
export function closeListenersOn(signal: AbortSignal): () => void {
  const servers: Closable[] = [];
  const close = (): void => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections?.();
    }
  };
  const seen = (message: unknown): void => {
    const { server } = message as { readonly server?: Closable };
    if (server === undefined) return;
    servers.push(server);
    if (signal.aborted) close();
  };
  subscribe(announced, seen);
  signal.addEventListener('abort', close);
  return () => {
    unsubscribe(announced, seen);
    signal.removeEventListener('abort', close);
  };
}

interface Closable {
  close(): void;
  closeAllConnections?(): void;
}
