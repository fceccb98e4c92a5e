import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { floorsIn, painted } from './floors.ts';
import { listener } from './listener.ts';
import type { Row } from './row.ts';
import { interleaved, median, type Started, toItsEnd, untilPainted, untilTold } from './timing.ts';

const program = join(process.cwd(), 'dist', 'main.js');

/** How the first question of a set-up in Azure begins. */
const firstQuestion = 'How do you want to sign in?';

/** Help, version, the first question and the first request, each beside the least that Node.js can do. */
export async function starts(
  rounds: number,
): Promise<{ rows: readonly Row[]; figures: Readonly<Record<string, readonly number[]>> }> {
  const folder = mkdtempSync(join(tmpdir(), 'adt-bench-'));
  const floors = await floorsIn(join(folder, 'floors'));
  const peak = join(folder, 'peak.cjs');
  const memory = join(folder, 'memory.txt');
  writeFileSync(
    peak,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)));\n`,
  );
  const proxy = await listener();
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const base = { HOME: folder, USERPROFILE: folder, LOCALAPPDATA: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const withoutAz = { ...base, PATH: join(folder, 'nothing') };
  const withAz = { ...base, PATH: path.join(delimiter) };
  const signIn = {
    AZURE_TENANT_ID: '72b0c3f5-1d4e-4a86-9c27-5f3e81d0ab64',
    AZURE_CLIENT_ID: '5e0f7c1a-93d2-4b8e-a6c4-2d1f0b9e8a73',
    AZURE_CLIENT_SECRET: 'not-a-secret-of-anybody',
    HTTPS_PROXY: proxy.address,
  };
  const unattended = ['--auth', 'environment', '--yes', '-g', 'rg-bench', '-n', 'bench-twins', '-l', 'westeurope'];
  const node = (environment: Started['environment'], ...words: readonly string[]): Started => ({
    words,
    environment,
    folder,
  });
  const questions: number[] = [];
  const question = (environment: Started['environment']) => async (): Promise<number> => {
    const seen = await untilPainted(node(environment, program), firstQuestion);
    questions.push(seen.memory);
    return seen.took;
  };
  let requests = 0;
  const request = (environment: Started['environment']) => (): Promise<number> => {
    requests += 1;
    // None finds what another has saved.
    const alone = { XDG_STATE_HOME: join(folder, `state-${requests}`) };
    return untilTold(node({ ...environment, ...signIn, ...alone }, program, ...unattended), proxy.asked());
  };
  try {
    const figures = await interleaved(rounds, {
      node: () => toItsEnd(node(base, '-e', '0')),
      nothing: () => toItsEnd(node(base, floors.nothing)),
      help: () => toItsEnd(node(base, program, '--help')),
      version: () => toItsEnd(node(base, program, '--version')),
      line: async () => (await untilPainted(node(base, floors.line), 'a line')).took,
      prompt: async () => (await untilPainted(node(base, floors.prompt), painted)).took,
      question: question(withoutAz),
      questionWithAz: question(withAz),
      connection: () => untilTold(node({ ...base, ...signIn }, floors.connection), proxy.asked()),
      layer: () => untilTold(node({ ...base, ...signIn }, floors.layer), proxy.asked()),
      request: request(withoutAz),
      requestWithAz: request(withAz),
    });
    await toItsEnd(node(base, '--require', peak, program, '--help'));
    const helpMemory = Number(readFileSync(memory, 'utf8')) / 1024;
    const per = (of: keyof typeof figures, least: keyof typeof figures): number =>
      median(figures[of]) / median(figures[least]);
    const ms = (of: keyof typeof figures): string => `${Math.round(median(figures[of]))} ms`;
    const nothing = per('nothing', 'node');
    const prompt = per('prompt', 'line');
    const layer = per('layer', 'node');
    const least = `a bare connection takes ${ms('connection')}`;
    const rows: Row[] = [
      {
        what: '--help / node -e 0',
        value: per('help', 'node'),
        unit: ' x',
        goal: 1.1,
        least: nothing,
        note: ms('help'),
      },
      {
        what: '--version / node -e 0',
        value: per('version', 'node'),
        unit: ' x',
        goal: 1.1,
        least: nothing,
        note: ms('version'),
      },
      {
        what: 'first question / a line, without az',
        value: per('question', 'line'),
        unit: ' x',
        goal: 1.2,
        least: prompt,
        note: ms('question'),
      },
      {
        what: 'first question / a line, with az',
        value: per('questionWithAz', 'line'),
        unit: ' x',
        goal: 1.2,
        least: prompt,
        note: ms('questionWithAz'),
      },
      {
        what: 'first request / node -e 0, without az',
        value: per('request', 'node'),
        unit: ' x',
        goal: 2,
        least: layer,
        note: `${ms('request')}; ${least}`,
      },
      {
        what: 'first request / node -e 0, with az',
        value: per('requestWithAz', 'node'),
        unit: ' x',
        goal: 2,
        least: layer,
        note: `${ms('requestWithAz')}; ${least}`,
      },
      { what: 'peak memory, help', value: helpMemory, unit: ' MB', goal: 45 },
      { what: 'peak memory, first question', value: median(questions), unit: ' MB', goal: 60 },
    ];
    return { rows, figures };
  } finally {
    proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
