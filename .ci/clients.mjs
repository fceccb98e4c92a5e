/*
 * Bundles Microsoft's clients for the tests, as the program has them: each test file loads them anew, and hundreds of modules take longer than most
 * tests. `test/tools/resolver.cjs` finds them; where they are not there, the tests load the packages themselves.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outdir = join(root, 'node_modules', '.cache', 'clients');
const packages = [
  '@azure/arm-authorization',
  '@azure/arm-digitaltwins',
  '@azure/arm-resources',
  '@azure/arm-subscriptions',
  '@azure/core-rest-pipeline',
  '@azure/identity',
  '@peculiar/x509',
];

rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(packages.map((each) => [each, each])),
  bundle: true,
  // What several of them share is there once: an error of one is an error for all.
  splitting: true,
  platform: 'node',
  target: 'node20.17',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  outdir,
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
});
