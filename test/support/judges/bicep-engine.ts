import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** One resource as Bicep's engine predicts it. */
export interface Predicted {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly [property: string]: unknown;
}

/** Microsoft's compiler and engine, kept running: each call of its command would take seconds to start. */
export interface BicepEngine {
  /** What the compiler, the linter included, has to say, and the template. */
  compile(path: string): Promise<{ readonly diagnostics: readonly unknown[]; readonly contents: string }>;
  compileParams(path: string): Promise<{ readonly diagnostics: readonly unknown[] }>;
  /** The file as the formatter writes it. */
  format(path: string): Promise<string>;
  /** What a deployment would leave in the subscription. */
  snapshot(path: string, subscriptionId: string, location: string): Promise<readonly Predicted[]>;
  close(): void;
}

interface Message {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

type Engine = ChildProcessByStdio<Writable, Readable, null>;

/** Messages with a header that says how long they are (Language Server Protocol, base protocol). */
function listen(engine: Engine, tell: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  engine.stdout.on('data', (part: Buffer) => {
    rest = Buffer.concat([rest, part]);
    for (;;) {
      const head = rest.indexOf('\r\n\r\n');
      if (head < 0) return;
      const end = head + 4 + Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, head).toString())?.[1]);
      if (rest.length < end) return;
      tell(JSON.parse(rest.subarray(head + 4, end).toString('utf8')) as Message);
      rest = rest.subarray(end);
    }
  });
}

export function bicepEngine(path: string): BicepEngine {
  const engine = spawn(path, ['jsonrpc', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  listen(engine, ({ id, result, error }) => {
    const waiting = open.get(id);
    open.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  });
  engine.on('close', () => {
    for (const { reject } of open.values()) reject(new Error('Bicep has ended.'));
  });
  let last = 0;
  const call = <Result>(method: string, params: object): Promise<Result> => {
    last += 1;
    const text = JSON.stringify({ jsonrpc: '2.0', id: last, method, params: [params] });
    return new Promise<Result>((resolve, reject) => {
      open.set(last, { resolve: resolve, reject });
      engine.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    });
  };
  return {
    compile: (file) => call('bicep/compile', { path: file }),
    compileParams: (file) => call('bicep/compileParams', { path: file, parameterOverrides: {} }),
    format: async (file) => (await call<{ contents: string }>('bicep/format', { path: file })).contents,
    async snapshot(file, subscriptionId, location) {
      const metadata = { subscriptionId, location, tenantId: null, resourceGroup: null, deploymentName: null };
      const { snapshot } = await call<{ snapshot: string }>('bicep/getSnapshot', {
        path: file,
        metadata,
        externalInputs: null,
      });
      const { predictedResources, diagnostics } = JSON.parse(snapshot) as {
        predictedResources: Predicted[];
        diagnostics: unknown[];
      };
      if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
      return predictedResources;
    },
    close: () => void engine.kill(),
  };
}
