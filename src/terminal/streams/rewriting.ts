import { standIn } from '../../local/stand-in.ts';

/** A stream that writes another text than it is given: `change` gives it. All else is that of the stream. */
export function rewriting(stream: NodeJS.WriteStream, change: (text: string) => string): NodeJS.WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean =>
    (stream.write as (...all: readonly unknown[]) => boolean)(
      change(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')),
      ...rest,
    );
  return standIn(stream, { write });
}
