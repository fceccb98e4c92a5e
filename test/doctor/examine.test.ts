import { describe, expect, test } from '@jest/globals';
import type { Check, Finding } from '../../src/doctor/check.ts';
import { checks } from '../../src/doctor/checks.ts';
import { type Examined, examine } from '../../src/doctor/examine.ts';
import { documentOf, exitCodeFor, lineOf, summary } from '../../src/doctor/page.ts';
import { InterruptedError } from '../../src/errors.ts';
import { styleOf } from '../../src/terminal/style.ts';
import { scene } from './scene.ts';

function check(id: Check['id'], look: () => Finding | Promise<Finding>, after: Check['after'] = []): Check {
  return { id, title: id.toUpperCase(), after, look };
}

const fine = (): Finding => ({ status: 'ok', says: 'fine' });

describe('the checks', () => {
  test('wait only for checks before them', () => {
    checks.forEach(({ id, after, once = [] }, at) => {
      const before = checks.slice(0, at).map((each) => each.id);
      expect([id, ...after, ...once].slice(1).every((each) => before.includes(each))).toBe(true);
    });
  });

  test('on a healthy machine find nothing', async () => {
    const all = await examine(checks, scene(), () => undefined);
    expect(all.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(exitCodeFor(all)).toBe(0);
  });

  test('are told in their order, however long each takes; what builds on trouble is skipped, the rest is not', async () => {
    const told: string[] = [];
    let release = (): void => undefined;
    const slow = new Promise<Finding>((resolve) => {
      release = () => resolve({ status: 'problem', says: 'broken', fix: 'mend it', ending: 'signIn' });
    });
    const all = await examine(
      [
        check('node', () => slow),
        check('tls', fine, ['node']),
        check('rights', fine, ['tls']),
        check('proxy', () => {
          release();
          return fine();
        }),
      ],
      scene(),
      ({ id, status, says }) => told.push(`${id} ${status} ${says}`),
    );
    expect(told).toEqual([
      'node problem broken',
      'tls skipped needs "NODE" first',
      'rights skipped needs "TLS" first',
      'proxy ok fine',
    ]);
    expect(exitCodeFor(all)).toBe(5);
  });

  test('end at an interruption', async () => {
    const stop = new InterruptedError('SIGINT');
    const broken = check('tls', () => Promise.reject(stop));
    await expect(examine([broken, check('rights', fine, ['tls'])], scene(), () => undefined)).rejects.toBe(stop);
  });
});

describe('the page', () => {
  const style = styleOf({ color: false, words: false });
  const line: Examined = {
    id: 'tls',
    title: 'Certificates',
    status: 'problem',
    says: 'Bad \u001B[31mtext',
    fix: 'Mend it.',
    ending: 'usage',
  };

  test.each([
    [80, ['problem  Certificates       Bad \\u{1b}[31mtext', '         Fix: Mend it.']],
    [40, ['problem  Certificates       ', '  Bad \\u{1b}[31mtext', '         Fix: Mend it.']],
  ])('in %d columns', (width, lines) => {
    expect(lineOf(line, style, width)).toEqual(lines);
  });

  test('the document has what programs need, and no more', () => {
    expect(documentOf([line, { id: 'node', title: 'Node.js', status: 'ok', says: '20' }])).toEqual({
      schema: 1,
      checks: [
        { id: 'tls', status: 'problem', says: 'Bad \u001B[31mtext', fix: 'Mend it.' },
        { id: 'node', status: 'ok', says: '20' },
      ],
    });
  });

  test('the last line counts', () => {
    expect(summary([{ ...line, status: 'ok' }])).toBe('Nothing stands in the way of a set-up.');
    expect(summary([line, { ...line, status: 'skipped' }])).toBe(
      'One problem stands in the way of a set-up. 1 could not be checked.',
    );
  });
});
