import type { Terminal } from './terminal.ts';

/**
 * Works until it is done or a key is pressed, Ctrl-C included: then the signal given to the work aborts, and what the work
 * gives then counts. The terminal is as before afterwards.
 */
export async function untilKey<Value>(
  { input }: Pick<Terminal, 'input'>,
  work: (leave: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const leave = new AbortController();
  const press = (): void => leave.abort();
  const wasRaw = input.isRaw;
  // Keys come one by one, and Ctrl-C is a key.
  input.setRawMode(true);
  input.on('data', press);
  input.on('end', press);
  input.resume();
  try {
    return await work(leave.signal);
  } finally {
    input.removeListener('data', press);
    input.removeListener('end', press);
    input.pause();
    input.setRawMode(wasRaw);
  }
}
