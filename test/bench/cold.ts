import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Row } from './row.ts';
import { median, untilPaintedBy } from './timing.ts';

const question = 'How do you want to sign in?';

/**
 * The package in an empty folder, on a computer that has never seen it: `npx ./adt-setup-*.tgz`, to the first question; beside it the
 * installed program alone, which has no code cache yet either.
 */
export async function cold(rounds: number): Promise<{ rows: readonly Row[]; figures: unknown }> {
  if (process.platform === 'win32') return { rows: [], figures: {} };
  const folder = mkdtempSync(join(tmpdir(), 'adt-bench-'));
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const environment = (home: string): Record<string, string> => ({
    HOME: home,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    PATH: path,
    npm_config_cache: join(home, 'npm'),
    npm_config_update_notifier: 'false',
  });
  const whole: number[] = [];
  const own: number[] = [];
  try {
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
    const file = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
    for (let round = 0; round < Math.min(rounds, 7); round += 1) {
      const home = join(folder, String(round));
      mkdirSync(join(home, 'work'), { recursive: true });
      copyFileSync(join(folder, file), join(home, 'work', file));
      const there = { words: ['--yes', `./${file}`], environment: environment(home), folder: join(home, 'work') };
      whole.push((await untilPaintedBy('npx', there, question)).took / 1000);
      // npx has put it there (npm, "npx": a folder in npm's cache).
      const npx = join(home, 'npm', '_npx');
      const program = join(npx, readdirSync(npx)[0] ?? '', 'node_modules', 'adt-setup', 'dist', 'main.js');
      rmSync(join(home, '.cache'), { recursive: true, force: true });
      const alone = { ...there, words: [program] };
      own.push((await untilPaintedBy(process.execPath, alone, question)).took / 1000);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [all, mine] = [median(whole), median(own)];
  const share = `${Math.round((1 - mine / all) * 100)} % of it npm's: the program alone takes ${Math.round(mine * 1000)} ms there`;
  return {
    rows: [
      { what: 'npx ./adt-setup-*.tgz in an empty folder, to the first question', value: all, unit: ' s', note: share },
    ],
    figures: { whole, own },
  };
}
