/* Leaves out of the bundle what packages bring along and nothing of ours uses. What is used is found in our own sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The text of all of our sources that may use Azure's packages. */
const sources = (root) =>
  readdirSync(join(root, 'src', 'azure'), { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, 'src', 'azure', path), 'utf8'))
    .join('\n');

/** A module with the same exports, which do nothing. */
const emptied = (text) =>
  [
    ...[...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => `export class ${name} {}`),
    ...[...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => `export function ${name}() {}`),
  ].join('\n');

/** A text with something else in place of a part that must be there. */
function replaced(text, part, other) {
  if (!text.includes(part)) throw new Error(`"${part}" is no longer there.`);
  return text.replace(part, other);
}

export function onlyUsed(root) {
  const ours = sources(root);
  return {
    name: 'only-used',
    setup({ onLoad, onResolve }) {
      // A client of Resource Manager has an object for each kind of thing: `client.roleAssignments`.
      onLoad({ filter: /@azure.arm-\w+.dist.*.operations.\w+\.js$/ }, ({ path }) => {
        const group = basename(path, '.js');
        if (group === 'index' || ours.includes(`.${group}.`)) return undefined;
        return { contents: emptied(readFileSync(path, 'utf8')) };
      });
      // Each IPv6 address has a colon, and no name of a host: Node.js looks by an expression that takes long to get ready.
      onLoad({ filter: /https-proxy-agent.dist.index\.js$/ }, ({ path }) => ({
        contents: replaced(
          readFileSync(path, 'utf8'),
          'net.isIPv6(opts.host)',
          "(opts.host.includes(':') && net.isIPv6(opts.host))",
        ),
      }));
      // ora is never told which of them.
      onLoad({ filter: /cli-spinners.spinners\.json$/ }, ({ path }) => {
        const { dots, line } = JSON.parse(readFileSync(path, 'utf8'));
        return { contents: JSON.stringify({ dots, line }), loader: 'json' };
      });
      // jsonwebtoken asks whether this is Node.js 16.9 or newer.
      onResolve({ filter: /^semver$/ }, ({ importer }) =>
        basename(dirname(dirname(importer))) === 'jsonwebtoken' ? { path: 'semver', namespace: 'semver' } : undefined,
      );
      onLoad({ filter: /./, namespace: 'semver' }, () => ({ contents: 'exports.satisfies = () => true;' }));
    },
  };
}
