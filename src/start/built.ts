import { isatty } from 'node:tty';
import type * as program_ from '../cli/program.ts';
import { cacheFolder } from './cache-folder.ts';
import { type CodeCache, codeCacheIn } from './code-cache.ts';
import { loaderIn } from './load.ts';

/** Set when the program is built: a hash of its parts. */
declare const buildHash: string;

/** Set when the program is built: its first chunk, as it is required. */
declare const programChunk: string;

/** What a start runs differs by whether there is a terminal; so does what is kept of it. */
function cache(): CodeCache | undefined {
  const { env, platform, versions, arch } = process;
  // The variable with which Node.js is told to keep none itself.
  const folder = env['NODE_DISABLE_COMPILE_CACHE'] === undefined ? cacheFolder(env, platform) : undefined;
  if (folder === undefined) return undefined;
  return codeCacheIn(folder, buildHash, [versions.node, versions.v8, arch, isatty(0) ? 'terminal' : 'pipe'].join('-'));
}

const load = loaderIn({
  folder: __dirname,
  require,
  cache: cache(),
  atEnd: (then) => process.once('exit', then),
});

/** The program, in its built form: stands in for `cli/program.ts` there. */
export const { program } = load(programChunk) as typeof program_;
