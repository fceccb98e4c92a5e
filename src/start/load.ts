import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { CodeCache } from './code-cache.ts';

type Module = { exports: unknown };
type Wrapped = (exports: unknown, require: (id: string) => unknown, module: Module) => void;

/** What a pack exports: a function for each of its chunks. */
type Pack = Readonly<Record<string, Wrapped>>;

/** Milliseconds until what a start needs has run: what V8 has made of it by then is kept. */
const started = 300;

/** What the parts of the built program are loaded with. */
export interface Loading {
  /** Where they lie. */
  readonly folder: string;
  /** Loads what is no part of it: the modules of Node.js. */
  readonly require: (id: string) => unknown;
  /** Where what V8 makes of them is kept; undefined where nothing is. */
  readonly cache: CodeCache | undefined;
  /** Calls back once, when the program ends with that exit code. */
  atEnd(then: (code: number) => void): void;
}

/** Modules of Node.js that take their time to load, and that no question needs. */
const late = new Set([
  'async_hooks',
  'child_process',
  'crypto',
  'diagnostics_channel',
  'fs/promises',
  'http',
  'https',
  'net',
  'readline/promises',
  'timers/promises',
  'tls',
  'zlib',
]);

/** Stands in for a module, which is loaded when something of it is first wanted. */
function atFirstUse(require: () => object): object {
  let loaded: object | undefined;
  const real = (): object => (loaded ??= require());
  return new Proxy(
    {},
    {
      get: (_, key) => Reflect.get(real(), key) as unknown,
      has: (_, key) => Reflect.has(real(), key),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_, key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(real(), key);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

/** Ends that came before much had run: mistakes on the command line, and defects. */
const early = new Set([1, 2]);

/**
 * Loads the built program, by its chunks ("./PACK/NUMBER"), each when it is first wanted, and each once. A pack is a file that the build
 * has wrapped as Node.js wraps CommonJS modules (Node.js, "The module wrapper"), and left ASCII only.
 */
export function loaderIn({ folder, require, cache, atEnd }: Loading): (id: string) => unknown {
  const packs = new Map<string, Pack>();
  const chunks = new Map<string, Module>();
  function requireHere(id: string): unknown {
    const [, pack, number] = /^\.\/(\w+)\/(\d+)$/.exec(id) ?? [];
    if (pack !== undefined && number !== undefined) return chunk(id, packOf(pack)[number]);
    return late.has(id.replace(/^node:/, '')) ? atFirstUse(() => require(id) as object) : require(id);
  }
  function run(wrapped: Wrapped | undefined, module: Module): unknown {
    wrapped?.(module.exports, requireHere, module);
    return module.exports;
  }
  function chunk(id: string, wrapped: Wrapped | undefined): unknown {
    const known = chunks.get(id);
    if (known !== undefined) return known.exports;
    const module: Module = { exports: {} };
    chunks.set(id, module);
    return run(wrapped, module);
  }
  function packOf(name: string): Pack {
    const known = packs.get(name);
    if (known !== undefined) return known;
    const filename = join(folder, `${name}.js`);
    const source = readFileSync(filename, 'latin1');
    const cachedData = cache?.read(name);
    const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
    if (cache !== undefined && script.cachedDataRejected !== false) keepSoon(cache, name, script);
    const pack = run(script.runInThisContext() as Wrapped, { exports: {} }) as Pack;
    packs.set(name, pack);
    return pack;
  }
  /** What a start needs is kept, not what comes after it: the less there is to read, the faster the next start. */
  function keepSoon(where: CodeCache, name: string, script: Script): void {
    let isKept = false;
    const keep = (): void => {
      if (!isKept) where.keep(name, script.createCachedData());
      isKept = true;
    };
    setTimeout(keep, started).unref();
    atEnd((code) => {
      if (!early.has(code)) keep();
    });
  }
  return requireHere;
}
