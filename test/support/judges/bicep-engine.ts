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

/** Where a deployment would take place, and under which name. */
interface Deploying {
  readonly subscriptionId: string;
  readonly location: string;
  readonly tenantId?: string;
  readonly resourceGroup?: string;
  readonly deploymentName?: string;
}

/** What a deployment would come to: resources and outputs, expressions where something isn't known yet. */
export interface Foreseen {
  readonly predictedResources: readonly Predicted[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What stands in one file, by its symbolic names, and what waits for what. */
export interface Graph {
  readonly nodes: readonly { readonly name: string; readonly relativePath?: string; readonly isExisting: boolean }[];
  readonly edges: readonly { readonly source: string; readonly target: string }[];
}

/** Microsoft's compiler and engine, kept running: each call of its command would take seconds to start. */
export interface BicepEngine {
  /** What the compiler, the linter included, has to say, and the template. */
  compile(path: string): Promise<{ readonly diagnostics: readonly unknown[]; readonly contents?: string | null }>;
  compileParams(path: string): Promise<{ readonly diagnostics: readonly unknown[] }>;
  /** A parameters file as JSON. */
  parameters(path: string): Promise<string>;
  /** The file as the formatter writes it. */
  format(path: string): Promise<string>;
  /** What a deployment would leave in the subscription. */
  snapshot(path: string, subscriptionId: string, location: string): Promise<readonly Predicted[]>;
  foresee(path: string, deploying: Deploying): Promise<Foreseen>;
  graph(path: string): Promise<Graph>;
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
  const foresee = async (file: string, deploying: Deploying): Promise<Foreseen> => {
    const nothing = { tenantId: null, resourceGroup: null, deploymentName: null };
    const { snapshot } = await call<{ snapshot: string }>('bicep/getSnapshot', {
      path: file,
      metadata: { ...nothing, ...deploying },
      externalInputs: null,
    });
    const { diagnostics, ...foreseen } = JSON.parse(snapshot) as Foreseen & { diagnostics: unknown[] };
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    return foreseen;
  };
  return {
    compile: (file) => call('bicep/compile', { path: file }),
    compileParams: (file) => call('bicep/compileParams', { path: file, parameterOverrides: {} }),
    parameters: async (file) =>
      (await call<{ parameters: string }>('bicep/compileParams', { path: file, parameterOverrides: {} })).parameters,
    format: async (file) => (await call<{ contents: string }>('bicep/format', { path: file })).contents,
    snapshot: async (file, subscriptionId, location) =>
      (await foresee(file, { subscriptionId, location })).predictedResources,
    foresee,
    graph: (file) => call('bicep/getDeploymentGraph', { path: file }),
    close: () => void engine.kill(),
  };
}
