/* Makes the third-party notices of a package from its bill of materials, and the bill without their texts: notices.mjs BILL FOLDER. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , from, to] = process.argv;
const bill = JSON.parse(readFileSync(from, 'utf8'));
const { components = [] } = bill;

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
writeFileSync(join(to, 'THIRD-PARTY-NOTICES.txt'), `${[head, ...sections].join(rule)}\n`);

for (const each of components) delete each.evidence;

// A reference is any text that no other has: the hashes of paths that stand in it can't be packed.
const { component: itself } = bill.metadata;
const references = new Map();
const taken = new Set();
for (const each of [itself, ...components]) {
  const plain = each['bom-ref'].split('#')[0];
  let reference = plain;
  for (let number = 2; taken.has(reference); number += 1) reference = `${plain}#${number}`;
  taken.add(reference);
  references.set(each['bom-ref'], reference);
  each['bom-ref'] = reference;
}
for (const each of bill.dependencies ?? []) {
  each.ref = references.get(each.ref);
  each.dependsOn = each.dependsOn?.map((ref) => references.get(ref));
}

writeFileSync(join(to, 'sbom.json'), `${JSON.stringify(bill)}\n`);
