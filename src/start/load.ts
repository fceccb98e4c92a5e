import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import type { CodeCache } from './code-cache.ts';

type Require = (id: string) => unknown;
/** A chunk: it says what it exports before it does anything else. */
type Chunk = (define: (exports: object) => void, require: Require) => void;

/** A pack: the chunks of a file, by their numbers. */
type Pack = Readonly<Record<string, Chunk>>;

/** Milliseconds until what a start needs has run: what V8 has made of it by then is kept. */
const started = 300;

/** What the parts of the built program are loaded with. */
export interface Loading {
  /** Where they lie. */
  readonly folder: string;
  /** The packs whose files are compressed, with Brotli. */
  readonly compressed: readonly string[];
  /** Loads what is no part of it: the modules of Node.js. */
  readonly require: (id: string) => unknown;
  /** Where what V8 makes of them is kept; undefined where nothing is. */
  readonly cache: CodeCache | undefined;
  /** Calls back once, when the program ends with that exit code. */
  atEnd(then: (code: number) => void): void;
}

/** Modules of Node.js that take their time to load, and that no question needs. */
const late = new Set([
  'assert',
  'async_hooks',
  'child_process',
  'crypto',
  'diagnostics_channel',
  'fs/promises',
  'http',
  'https',
  'net',
  'os',
  'readline',
  'readline/promises',
  'timers/promises',
  'tls',
  'zlib',
]);

/**
 * Stands in for a module, which is loaded when something of it is first wanted, or it is called (`assert`). It calls itself an ES module, and its own default: what
 * TypeScript makes of an import otherwise copies all that a module exports, and so loads it.
 */
function atFirstUse(require: () => object): object {
  let loaded: object | undefined;
  const real = (): object => (loaded ??= require());
  const standIn: object = new Proxy(() => undefined, {
    apply: (_, self, words) => Reflect.apply(real() as () => unknown, self, words) as unknown,
    get: (_, key) => {
      if (key === '__esModule') return true;
      return key === 'default' ? standIn : (Reflect.get(real(), key) as unknown);
    },
    has: (_, key) => Reflect.has(real(), key),
    ownKeys: () => Reflect.ownKeys(real()),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(real(), key);
      return descriptor && { ...descriptor, configurable: true };
    },
  });
  return standIn;
}

/** Ends that came before much had run: mistakes on the command line, and defects. */
const early = new Set([1, 2]);

/** What loads the built program. */
export interface Loader {
  /** A chunk, or a module of Node.js. */
  readonly load: Require;
  /** What V8 has made by now of what is loaded is kept, without what comes later. */
  keep(): void;
}

/**
 * Loads the built program, by its chunks ("./PACK/NUMBER"), each when it is first wanted, and each once. A pack is a file that the build
 * has wrapped as Node.js wraps CommonJS modules (Node.js, "The module wrapper"), and left ASCII only.
 */
export function loaderIn({ folder, compressed, require, cache, atEnd }: Loading): Loader {
  const packs = new Map<string, Pack>();
  const toKeep: (() => void)[] = [];
  const chunks = new Map<string, object>();
  function requireHere(id: string): unknown {
    const known = chunks.get(id);
    if (known !== undefined) return known;
    const [, pack, number] = /^\.\/(\w+)\/(\d+)$/.exec(id) ?? [];
    if (pack !== undefined && number !== undefined) return chunkOf(id, packOf(pack)[number]);
    return late.has(id.replace(/^node:/, '')) ? atFirstUse(() => require(id) as object) : require(id);
  }
  function chunkOf(id: string, chunk: Chunk | undefined): object {
    const nothing = {};
    chunks.set(id, nothing);
    chunk?.((exports) => chunks.set(id, exports), requireHere);
    return chunks.get(id) ?? nothing;
  }
  function packOf(name: string): Pack {
    const known = packs.get(name);
    if (known !== undefined) return known;
    const filename = join(folder, `${name}.js`);
    const source = compressed.includes(name)
      ? brotliDecompressSync(readFileSync(`${filename}.br`)).toString()
      : readFileSync(filename, 'utf8');
    const cachedData = cache?.read(name);
    const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
    if (cache !== undefined && script.cachedDataRejected !== false) keepSoon(cache, name, script);
    const pack = {};
    (script.runInThisContext() as (exports: object, require: Require) => void)(pack, require);
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
    toKeep.push(keep);
    setTimeout(keep, started).unref();
    atEnd((code) => {
      if (!early.has(code)) keep();
    });
  }
  return { load: requireHere, keep: () => toKeep.splice(0).forEach((keep) => keep()) };
}
