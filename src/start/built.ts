import { isatty } from 'node:tty';
import type * as program_ from '../cli/program.ts';
import type * as opened_ from '../opening/opened.ts';
import { cacheFolder } from './cache-folder.ts';
import { type CodeCache, codeCacheIn } from './code-cache.ts';
import { loaderIn } from './load.ts';

/** Set when the program is built: a hash of its parts. */
declare const buildHash: string;

/** Set when the program is built: which of its files are compressed. */
declare const compressedPacks: readonly string[];

/** Set when the program is built: the chunks that it begins with, as they are required. */
declare const firstChunks: { readonly program: string; readonly opened: string };

/** What a start runs differs by whether there is a terminal; so does what is kept of it. */
function cache(): CodeCache | undefined {
  const { env, platform, versions, arch } = process;
  // The variable with which Node.js is told to keep none itself.
  const folder = env['NODE_DISABLE_COMPILE_CACHE'] === undefined ? cacheFolder(env, platform) : undefined;
  if (folder === undefined) return undefined;
  return codeCacheIn(folder, buildHash, [versions.node, versions.v8, arch, isatty(0) ? 'terminal' : 'pipe'].join('-'));
}

const { load, keep } = loaderIn({
  folder: __dirname,
  compressed: compressedPacks,
  require,
  cache: cache(),
  atEnd: (then) => process.once('exit', then),
});

/** Whether it is begun as people begin it. A console of Windows takes its time to change modes, and to draw. */
function isPlain(argv: readonly string[]): boolean {
  return argv.length === 0 && process.platform !== 'win32' && isatty(0) && isatty(1);
}

/** The program, in its built form: stands in for `cli/program.ts` there. Its first question is painted before the most of it is loaded. */
export const program: typeof program_.program = async (argv, host) => {
  const begun = isPlain(argv) ? await (load(firstChunks.opened) as typeof opened_).opened(host) : undefined;
  // The next opening reads what an opening needs, and no more.
  keep();
  try {
    return await (load(firstChunks.program) as typeof program_).program(argv, begun?.host ?? host);
  } finally {
    begun?.end();
  }
};
