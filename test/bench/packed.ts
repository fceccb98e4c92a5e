import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Row } from './row.ts';

/** What is downloaded, and what it brings with it. */
export function packed(): Promise<{ rows: readonly Row[]; figures: unknown }> {
  const isWindows = process.platform === 'win32';
  const [{ size, unpackedSize, files }] = JSON.parse(
    execFileSync(isWindows ? 'npm.cmd' : 'npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      shell: isWindows,
    }),
  ) as [{ size: number; unpackedSize: number; files: readonly { path: string; size: number }[] }];
  const { dependencies = {}, scripts = {} } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies?: object;
    scripts?: object;
  };
  const installs = Object.keys(scripts).filter((each) => /^(pre|post)?install$|^prepare$/.test(each)).length;
  const rows: Row[] = [
    {
      what: 'packed',
      value: size / 1e6,
      unit: ' MB',
      goal: 0.5,
      note: `${(unpackedSize / 1e6).toFixed(1)} MB unpacked`,
    },
    { what: 'runtime dependencies', value: Object.keys(dependencies).length, unit: '', goal: 0 },
    { what: 'install scripts', value: installs, unit: '', goal: 0 },
  ];
  return Promise.resolve({ rows, figures: files });
}
