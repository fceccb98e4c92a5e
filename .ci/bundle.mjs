/*
 * Bundles the program into dist/: the manual page; main.js, which answers at once what it can; completion.js, which answers shells;
 * start.js, which loads the program; and the packs of the program (`packs.mjs`), each loaded when something of it is first wanted. `bundle.mjs --maps` also writes
 * source maps beside the packs (never shipped).
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { onlyNamed } from './only-named.mjs';
import { onlyUsed } from './only-used.mjs';
import { chunkOf, inAscii, packed } from './packs.mjs';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist');
const cache = join(root, 'node_modules', '.cache');
const withMaps = process.argv.includes('--maps');

/** What every set-up loads. */
const always = [
  'src/cli/program.ts',
  'src/wizard/set-up.ts',
  'src/wizard/run.ts',
  'src/terminal/screen.ts',
  'src/terminal/keyboard.ts',
  'src/azure/clouds.ts',
  'src/azure/ahead.ts',
];

/** The packs, in the order in which they take their share: which entries are whose. */
const packs = [
  ['opening', (entry) => entry === 'src/opening/opened.ts'],
  ['program', (entry) => always.includes(entry)],
  ['network', (entry) => /^src.azure.http.(first-request|tunnel)\.ts/.test(entry)],
  [
    'walk',
    (entry) =>
      ['src/wizard/walk.ts', 'src/terminal/prompter.ts', 'src/azure/live.ts', 'src/cli/answers-file.ts'].includes(
        entry,
      ),
  ],
  ['identity', (entry) => /^src.azure.sign-in.identity\.ts/.test(entry)],
  ['azure', (entry) => /@azure.|^src.azure.http.arm-clients\.ts/.test(entry)],
  ['rest', () => true],
];

/** Regular expressions that stay as they are written. */
const literals = { 'regexp-unicode-property-escapes': true };

/** Packs that no first question needs: they are smaller in the package than gzip makes them, and take a millisecond or two more to load. */
const compressedPacks = ['identity', 'azure', 'rest'];
const compressed = (text) =>
  brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  minify: true,
  mainFields: ['module', 'main'],
  // Each version of Node.js that may run this has them; made by RegExp() they would all be read at the start.
  supported: literals,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  outdir: out,
};

/** What sends the first request, before the rest of Microsoft's HTTP layer is loaded. */
const httpLayer = '@azure/core-rest-pipeline';
const firstRequest = /first-request\.ts$|core-rest-pipeline.dist.esm.(defaultHttpClient|pipelineRequest)\.js$/;

/** What is needed for texts with something special only is evaluated when there is the first of them. */
const lateForSpecial = {
  name: 'late-for-special',
  setup({ onResolve, onLoad }) {
    const realOf = (name) => join(root, 'node_modules', name, 'index.js');
    onResolve({ filter: /^(string-width|wrap-ansi|cli-truncate)$/ }, ({ path, importer, kind }) =>
      kind === 'import-statement' &&
      (path === 'string-width' ? !/node_modules.ora./.test(importer) : /layout\.ts$/.test(importer))
        ? { path, namespace: 'late' }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      contents: `
        import { plainWidth } from './src/terminal/plain-width.ts';
        let real;
        const late = (...all) => (real ??= require(${JSON.stringify(realOf(path))}).default)(...all);
        export default ${path === 'string-width' ? '(text, options) => (options === undefined ? plainWidth(text) : undefined) ?? late(text, options)' : 'late'};`,
      resolveDir: root,
    }));
  },
};

/** What starts the program, in its built form, stands in for it; that, and what answers Tab, is only loaded where it is wanted. */
const completionEntry = 'src/completion/answer/at-once.ts';
const builtProgram = {
  name: 'built-program',
  setup({ onResolve }) {
    onResolve({ filter: /\/cli\/program\.ts$/ }, () => ({ path: './start.js', external: true }));
    onResolve({ filter: /\/completion\/answer\/at-once\.ts$/ }, () => ({ path: './completion.js', external: true }));
  },
};

mkdirSync(out, { recursive: true });
mkdirSync(cache, { recursive: true });
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');

const [split] = await Promise.all([
  build({
    ...shared,
    entryPoints: ['src/opening/opened.ts', 'src/cli/program.ts'],
    format: 'esm',
    splitting: true,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    sourcemap: withMaps ? 'inline' : false,
    write: false,
    define: {
      'import.meta.url': 'importMetaUrl',
      // To ask whether a body is one loads all that fetch() is made of, and none ever is.
      FormData: 'undefined',
    },
    plugins: [lateForSpecial, onlyUsed(root), onlyNamed(root, [httpLayer, '@typespec/ts-http-runtime'], firstRequest)],
  }),
  build({
    ...shared,
    entryPoints: [{ in: 'src/cli/texts.ts', out: 'texts' }],
    format: 'esm',
    outdir: cache,
    outExtension: { '.js': '.mjs' },
  }),
]);

const hash = createHash('sha256');
for (const [name, { text, map }] of await packed(split, packs, withMaps)) {
  if (compressedPacks.includes(name)) writeFileSync(join(out, `${name}.js.br`), compressed(text));
  else writeFileSync(join(out, `${name}.js`), text);
  if (map !== undefined) writeFileSync(join(out, `${name}.js.map`), map);
  hash.update(text);
}

const { completions, manPageText, textsAtOnce } = await import(pathToFileURL(join(cache, 'texts.mjs')));
const texts = await textsAtOnce();
const distinct = [...new Set(Object.values(texts))];
writeFileSync(join(out, 'texts.txt'), distinct.join(''));
const placeOf = (text) => [
  Buffer.byteLength(distinct.slice(0, distinct.indexOf(text)).join('')),
  Buffer.byteLength(text),
];
const textPlaces = Object.fromEntries(Object.entries(texts).map(([words, text]) => [words, placeOf(text)]));
const commonJs = { ...shared, format: 'cjs', supported: { ...literals, 'dynamic-import': false } };
const results = [
  split,
  await build({
    ...commonJs,
    entryPoints: [{ in: completionEntry, out: 'completion' }],
    define: { completionTable: JSON.stringify(JSON.stringify(await completions())) },
  }),
  await build({
    ...commonJs,
    entryPoints: [{ in: 'src/start/built.ts', out: 'start' }],
    define: {
      buildHash: JSON.stringify(hash.digest('hex').slice(0, 16)),
      compressedPacks: JSON.stringify(compressedPacks),
      firstChunks: JSON.stringify({
        program: chunkOf(split, packs, 'src/cli/program.ts'),
        opened: chunkOf(split, packs, 'src/opening/opened.ts'),
      }),
    },
  }),
  await build({
    ...commonJs,
    entryPoints: ['src/main.ts'],
    // Old versions of Node.js are to understand that they are too old.
    target: 'node12',
    define: { textPlaces: JSON.stringify(textPlaces) },
    plugins: [builtProgram],
  }),
];
const completion = join(out, 'completion.js');
writeFileSync(completion, inAscii(readFileSync(completion, 'utf8')));
writeFileSync(join(out, 'adt-setup.1'), await manPageText());
chmodSync(join(out, 'main.js'), 0o755);

// What the bill of materials is made from: the files that esbuild has read, without what is only said on these lines.
const isFile = (path) => existsSync(join(root, path));
const onlyFiles = (inputs) => Object.fromEntries(Object.entries(inputs).filter(([path]) => isFile(path)));
const bill = { inputs: {}, outputs: {} };
for (const { metafile } of results) {
  for (const [path, input] of Object.entries(onlyFiles(metafile.inputs)))
    bill.inputs[path] = { ...input, imports: input.imports.filter((each) => isFile(each.path)) };
  for (const [path, output] of Object.entries(metafile.outputs))
    bill.outputs[path] = { ...output, inputs: onlyFiles(output.inputs) };
}
writeFileSync(join(cache, 'bundle.json'), JSON.stringify(bill));
