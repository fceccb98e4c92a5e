import { describe, expect, test } from '@jest/globals';
import { readAnswer, readBody } from '../../../src/azure/refusals/response.ts';
import { explain } from '../../../src/azure/refusals/translate.ts';
import { about } from './bench.ts';

describe('shapes of refusals', () => {
  test('capital letters, as the deletion of a group answers', () => {
    const failure = readBody('arm', 409, '{"Error":{"Code":"ResourceGroupDeletionTimeout","Message":"m"}}');
    expect(failure).toMatchObject({ code: 'ResourceGroupDeletionTimeout', message: 'm' });
  });

  test('a code inside is used when the one outside says nothing', () => {
    const body =
      '{"error":{"code":"InvalidTemplateDeployment","message":"m","details":[{"code":"RequestDisallowedByPolicy"}]}}';
    expect(explain(readBody('arm', 400, body), about)).toMatchObject({
      ending: 'refused',
      code: 'InvalidTemplateDeployment',
      cures: [],
    });
  });

  test('a web page in place of an answer', () => {
    expect(explain(readBody('arm', 200, '<html>Sign in to the network</html>'), about)).toMatchObject({
      ending: 'forNow',
      code: 'unusable-answer',
    });
  });

  test('an empty 403 is a missing right', () => {
    expect(explain(readBody('arm', 403, ''), about)).toMatchObject({ ending: 'handover', code: 'http-403' });
  });

  test("an unknown refusal keeps Azure's words, with control characters visible and the length bounded", () => {
    const message = `Quite new: \u001b[2J\u202e${'x'.repeat(5000)}`;
    const details = explain({ source: 'arm', code: 'BrandNew', message, httpStatus: 418 }, about);
    expect(details).toMatchObject({ ending: 'refused', code: 'BrandNew', httpStatus: 418 });
    expect(details.message).toContain('Quite new: \\u{1b}[2J\\u{202e}');
    expect(details.message.length).toBeLessThan(800);
  });

  test("a code that is a name of JavaScript's own is unknown too", () => {
    expect(explain({ source: 'arm', code: 'constructor', message: 'm' }, about).ending).toBe('refused');
  });

  test('a wait of an hour ends the run instead of waiting', () => {
    const headers = new Map([['retry-after', '3600']]);
    const failure = readAnswer('arm', { status: 429, bodyAsText: '', headers }, 3600);
    expect(explain(failure, about)).toMatchObject({ ending: 'forNow', again: undefined, retryAfter: 3600 });
    expect(explain(failure, about).suggestion).toContain('60 minutes');
  });
});
