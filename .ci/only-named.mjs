/*
 * What a module takes from a package by name, without all else that the index of the package holds: esbuild splits the program by
 * files, and an index of which one thing is needed early would bring all of them.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The names that a text imports, or exports again, from a package. */
function namesFrom(text, name) {
  const clauses = [...text.matchAll(/\b(?:import|export)\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)];
  return clauses
    .filter(([, , from]) => from === name)
    .flatMap(([, names]) => names.split(',').map((each) => each.trim().split(/\s+as\s+/)[0]))
    .filter((each) => each !== '');
}

/** `packages`: whose index is passed by; `importers`: the modules for which it is. */
export function onlyNamed(root, packages, importers) {
  const indexOf = (name) => {
    const folder = join(root, 'node_modules', name);
    return join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).module);
  };
  return {
    name: 'only-named',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^(${packages.join('|')})$`) }, ({ path, importer, kind }) =>
        kind === 'import-statement' && importers.test(importer)
          ? { path: `${path} of ${relative(root, importer)}`, namespace: 'named', pluginData: { path, importer } }
          : undefined,
      );
      onLoad({ filter: /./, namespace: 'named' }, ({ pluginData: { path, importer } }) => {
        const names = namesFrom(readFileSync(importer, 'utf8'), path);
        const index = indexOf(path);
        const lines = readFileSync(index, 'utf8')
          .split('\n')
          .filter((line) => names.some((each) => new RegExp(`^export \\{[^}]*\\b${each}\\b`).test(line)));
        return { contents: lines.join('\n'), resolveDir: dirname(index) };
      });
    },
  };
}
