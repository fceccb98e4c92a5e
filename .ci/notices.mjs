/* Makes the third-party notices of a package from its bill of materials: notices.mjs SBOM FILE. */
import { readFileSync, writeFileSync } from 'node:fs';

const [, , from, to] = process.argv;
const { components = [] } = JSON.parse(readFileSync(from, 'utf8'));

/** The licenses that a component names, and the texts that it carries. */
function section({ group, name, version, licenses = [], evidence = {} }) {
  const full = group ? `${group}/${name}` : name;
  const names = licenses.map(({ license, expression }) => expression ?? license.id ?? license.name);
  const texts = (evidence.licenses ?? [])
    .map(({ license }) => license?.text)
    .filter(Boolean)
    .map(({ content, encoding }) =>
      encoding === 'base64' ? Buffer.from(content, 'base64').toString('utf8') : content,
    );
  if (texts.length === 0) throw new Error(`${full} ${version} carries no license text.`);
  return [`${full} ${version} (${names.join(', ')})`, ...texts.map((text) => text.trim())].join('\n\n');
}

const rule = `\n\n${'-'.repeat(80)}\n\n`;
const head = 'adt-setup contains these packages, whole or in part, each under its own license:';
const sections = [...new Set(components.map(section))].sort();
writeFileSync(to, `${[head, ...sections].join(rule)}\n`);
