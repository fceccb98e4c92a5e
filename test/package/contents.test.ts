import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly { readonly license?: { readonly id?: string }; readonly expression?: string }[];
}

const { components } = JSON.parse(readFileSync('dist/sbom.json', 'utf8')) as { components: readonly Component[] };
const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
const { outputs } = JSON.parse(readFileSync('node_modules/.cache/bundle.json', 'utf8')) as {
  outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;
};
const fullName = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);

/** The packages that esbuild has taken lines from. */
const bundled = new Set(
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
      const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
      return name === undefined || bytesInOutput === 0 ? [] : [name];
    }),
  ),
);

test('the bill of materials has every package of the bundle, with the version that is there', () => {
  expect(bundled.size).toBeGreaterThan(20);
  expect([...bundled].filter((name) => !components.some((each) => fullName(each) === name))).toEqual([]);
  expect(components.filter(({ version }) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
});

test('each is named in the notices, with its license', () => {
  for (const each of components) expect(notices).toContain(`\n${fullName(each)} ${each.version} (`);
  const allowed = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'];
  const named = components.map(
    (each) => each.licenses?.map(({ license, expression }) => license?.id ?? expression) ?? [],
  );
  expect(named.filter((all) => all.length === 0 || !all.every((id) => allowed.includes(id ?? '')))).toEqual([]);
});

test('both are in the package', () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = JSON.parse(
    execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }),
  ) as [{ readonly files: readonly { readonly path: string }[] }];
  const paths = packed[0].files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'dist/main.js',
      'dist/adt-setup.1',
      'dist/sbom.json',
      'dist/THIRD-PARTY-NOTICES.txt',
      'LICENSE',
    ]),
  );
});
