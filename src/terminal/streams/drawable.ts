/**
 * The stream for ora, which divides by the columns: a window that says it has none, if only for a moment, would keep it
 * drawing for ever.
 */
export function drawable(words: NodeJS.WriteStream): NodeJS.WriteStream {
  return Object.create(words, {
    columns: { get: () => words.columns || 80 },
    write: { value: words.write.bind(words), writable: true },
    once: { value: words.once.bind(words) },
    removeListener: { value: words.removeListener.bind(words) },
    off: { value: words.off.bind(words) },
  }) as NodeJS.WriteStream;
}
