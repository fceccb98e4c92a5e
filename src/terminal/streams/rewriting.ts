/** A stream that writes another text than it is given: `change` gives it. All else is that of the stream. */
export function rewriting(stream: NodeJS.WriteStream, change: (text: string) => string): NodeJS.WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean =>
    (stream.write as (...all: readonly unknown[]) => boolean)(
      change(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')),
      ...rest,
    );
  return new Proxy(stream, {
    get(target, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value;
    },
  });
}
