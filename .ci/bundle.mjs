/*
 * Bundles the program into dist/: the manual page; main.js, which answers at once what it can; completion.js, which answers shells; the program;
 * Microsoft's clients, and what makes certificates, each loaded when it is first wanted. `bundle.mjs --maps` also writes source maps beside them (never shipped).
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist');
const withMaps = process.argv.includes('--maps');

/** Parts of third-party packages, each a bundle of its own: `packages` are imported from it when they are first wanted. */
const parts = [
  {
    name: 'azure',
    packages: [
      '@azure/arm-authorization',
      '@azure/arm-digitaltwins',
      '@azure/arm-resources',
      '@azure/arm-subscriptions',
      '@azure/core-rest-pipeline',
      '@azure/identity',
    ],
  },
  { name: 'certificates', packages: ['@peculiar/x509'] },
];

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  format: 'cjs',
  minify: true,
  mainFields: ['module', 'main'],
  // Becomes require(), which knows the parts.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  sourcemap: withMaps ? 'external' : false,
  logLevel: 'warning',
  metafile: true,
  outdir: out,
};

/** As Node.js wraps CommonJS modules: `src/start/load.ts` runs what comes of it. */
// Modules that look for files beside themselves (what opens the browser) find the program's.
const beside = "var importMetaUrl=require('node:url').pathToFileURL(process.argv[1]||process.execPath).href;";
const wrapped = {
  banner: { js: `(function(exports,require,module){${beside}` },
  footer: { js: '})' },
  define: { 'import.meta.url': 'importMetaUrl' },
};

/** What is imported from a part is required from its bundle. */
const fromParts = {
  name: 'from-parts',
  setup({ onResolve, onLoad }) {
    for (const { name, packages } of parts)
      for (const each of packages) {
        onResolve({ filter: new RegExp(`^${each}$`) }, () => ({ path: each, namespace: name }));
        onLoad({ filter: /./, namespace: name }, ({ path }) => ({
          contents: `module.exports = require('./${name}.js')[${JSON.stringify(path)}]();`,
        }));
      }
    for (const { name } of parts)
      onResolve({ filter: new RegExp(`^\\./${name}\\.js$`) }, ({ path }) => ({ path, external: true }));
  },
};

/** `require('whole:PACKAGE')` is all of a package as ECMAScript imports it, evaluated when it is required. */
const whole = {
  name: 'whole',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^whole:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'whole' }));
    onLoad({ filter: /./, namespace: 'whole' }, ({ path }) => ({
      contents: `export * from '${path}';`,
      resolveDir: root,
    }));
  },
};

/** What string-width needs for texts with something special is evaluated when there is the first of them. */
const lateWidth = {
  name: 'late-width',
  setup({ onResolve, onLoad }) {
    const real = join(root, 'node_modules', 'string-width', 'index.js');
    onResolve({ filter: /^string-width$/ }, ({ importer, kind }) =>
      kind === 'import-statement' && !/node_modules.ora./.test(importer)
        ? { path: real, namespace: 'width' }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'width' }, () => ({
      contents: `
        import { plainWidth } from './src/terminal/plain-width.ts';
        let real;
        export default (text, options) =>
          (options === undefined ? plainWidth(text) : undefined) ??
          (real ??= require(${JSON.stringify(real)}).default)(text, options);`,
      resolveDir: root,
    }));
  },
};

/** The program in its built form stands in for itself; what answers Tab is a bundle of its own, which only Tab loads. */
const completionEntry = 'src/completion/answer/at-once.ts';
const builtProgram = {
  name: 'built-program',
  setup({ onResolve }) {
    onResolve({ filter: /\/cli\/program\.ts$/ }, () => ({ path: join(root, 'src/start/built.ts') }));
    onResolve({ filter: /\/completion\/answer\/at-once\.ts$/ }, () => ({ path: './completion.js', external: true }));
  },
};

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');

const stdin = (contents) => ({ contents, resolveDir: root, loader: 'ts' });
const results = await Promise.all([
  build({
    ...shared,
    ...wrapped,
    entryPoints: undefined,
    stdin: {
      ...stdin(
        `export { program } from './src/cli/program.ts';
        export { completions, manPageText, textsAtOnce } from './src/cli/texts.ts';`,
      ),
      sourcefile: 'program.ts',
    },
    outdir: undefined,
    outfile: join(out, 'program.js'),
    plugins: [fromParts, lateWidth],
  }),
  ...parts.map(({ name, packages }) =>
    build({
      ...shared,
      ...wrapped,
      outdir: undefined,
      outfile: join(out, `${name}.js`),
      stdin: {
        ...stdin(packages.map((each) => `exports['${each}'] = () => require('whole:${each}');`).join('\n')),
        sourcefile: `${name}.js`,
      },
      plugins: [whole],
    }),
  ),
]);

/** esbuild leaves letters in regular expressions as they are; a source of ASCII is read and kept as half as many bytes. */
const inAscii = (text) =>
  text.replaceAll(/[^\0-\x7F]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Makes a bundle ASCII, and gives it. */
const madeAscii = (name) => {
  const file = join(out, `${name}.js`);
  const text = inAscii(readFileSync(file, 'utf8'));
  writeFileSync(file, text);
  return text;
};

const hash = createHash('sha256');
for (const name of ['program', ...parts.map((part) => part.name)]) hash.update(madeAscii(name));

const require = createRequire(import.meta.url);
const module = { exports: {} };
const { Script } = require('node:vm');
new Script(readFileSync(join(out, 'program.js'), 'latin1')).runInThisContext()(module.exports, require, module);
results.push(
  await build({
    ...shared,
    entryPoints: [{ in: completionEntry, out: 'completion' }],
    define: { completionTable: JSON.stringify(JSON.stringify(await module.exports.completions())) },
  }),
  await build({
    ...shared,
    entryPoints: ['src/main.ts'],
    // Old versions of Node.js are to understand that they are too old.
    target: 'node12',
    define: {
      textsAtOnce: JSON.stringify(await module.exports.textsAtOnce()),
      buildHash: JSON.stringify(hash.digest('hex').slice(0, 16)),
    },
    plugins: [builtProgram],
  }),
);
madeAscii('completion');
writeFileSync(join(out, 'adt-setup.1'), await module.exports.manPageText());
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
const cache = join(root, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
writeFileSync(join(cache, 'bundle.json'), JSON.stringify(bill));
