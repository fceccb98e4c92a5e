/** One HTTP request as the sandbox's routes see it: already authenticated where `caller` is given. */
export interface Ask {
  readonly method: string;
  /** Path with duplicate slashes folded, not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON or form; undefined when there is none. */
  readonly body: unknown;
}

/** What a route answers. `body` undefined means an empty body (Content-Length: 0). */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
