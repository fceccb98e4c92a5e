import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instance } from '../../instance.ts';
import { changed } from './mistakes.ts';
import { type Model, written } from './models.ts';

const judge = join('test', 'tools', 'dtdl');
const isHere = existsSync(join(judge, 'node_modules', '@digicatapult', 'dtdl-parser'));
const title = isHere
  ? 'judged by the DTDL parser'
  : 'judged by the DTDL parser, which is not installed here (npm ci --prefix test/tools/dtdl)';

const runs = Number(process.env['ADT_TEST_MODELS'] ?? 300);

/** What the judge says of each upload: "ok", or its errors. */
function judged(uploads: readonly (readonly Model[])[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'adt-dtdl-'));
  try {
    const file = join(folder, 'uploads.json');
    writeFileSync(file, JSON.stringify(uploads));
    const { stdout, stderr } = spawnSync(process.execPath, [join(judge, 'judge.mjs'), file], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    if (stdout === '') throw new Error(stderr);
    return stdout.trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the sandbox says: "ok", or the message of its refusal. */
function ours(models: readonly Model[]): string {
  const { status, body } = instance().call('POST', '/models', { body: structuredClone(models) });
  return status === 201 ? 'ok' : (body as { error: { message: string } }).error.message;
}

/*
 * Where the two may differ, and why:
 * - the judge itself fails at a list of types within a list (Arg_NullReferenceException);
 * - DTDL v4 and the extensions other than quantitative types aren't in the service;
 * - a list in the place of a model is read by the parser as more models, but the service's API wants a list of objects;
 * - "@value" beside the properties of an element of v2 is passed over by both, but by the judge not always when it holds a list.
 */
const judgeFails = (verdict: string, models: readonly Model[]): boolean =>
  verdict.includes('Arg_NullReferenceException') || JSON.stringify(models).includes('"@value":[');

function disagreements(uploads: readonly (readonly Model[])[]): readonly string[] {
  const verdicts = judged(uploads);
  expect(verdicts).toHaveLength(uploads.length);
  return uploads.flatMap((models, at) => {
    const [theirs = '', own] = [verdicts[at], ours(models)];
    if (judgeFails(theirs, models) || (theirs === 'ok') === (own === 'ok')) return [];
    return [`ours: ${own}\ntheirs: ${theirs}\n${JSON.stringify(models)}`];
  });
}

(isHere ? describe : describe.skip)(title, () => {
  test('models as people write them, and with one or two mistakes: both take them, or both refuse them', () => {
    const seed = process.env['ADT_TEST_SEED'] === 'random' ? undefined : 7;
    const picks = fc.infiniteStream(fc.nat());
    const sets = fc.tuple(written, picks).map(([models, numbers]) => {
      const pick = (below: number): number => (numbers.next().value as number) % Math.max(below, 1);
      const once = changed(models, pick);
      return [models, once, changed(models, pick), changed(once, pick)];
    });
    const uploads = fc.sample(sets, { numRuns: runs, ...(seed === undefined ? {} : { seed }) }).flat();
    expect(disagreements(uploads)).toStrictEqual([]);
    // The judge has seen both kinds.
    const taken = uploads.filter((models) => ours(models) === 'ok').length;
    expect(taken).toBeGreaterThan(uploads.length / 5);
    expect(taken).toBeLessThan((uploads.length * 4) / 5);
  });
});
