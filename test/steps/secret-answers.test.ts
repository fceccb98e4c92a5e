import { describe, expect, test } from '@jest/globals';
import { readAnswer } from '../../src/step/answer.ts';
import { looksSecret } from '../../src/text/secrets.ts';
import { steps } from '../../steps/index.ts';

const secrets = [
  `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.x`,
  `ghp_${'a1B2'.repeat(9)}`,
  `github_pat_${'a1B2'.repeat(9)}`,
  'password=hunter2',
  '{"password": "hunter2"}',
  'team=a client_secret=abc',
  'PWD: x',
  'abc8Q~abcdefghijklmnopqrstuvwxyz01234567',
  '-----BEGIN RSA PRIVATE KEY-----',
];

describe('an answer that looks like a secret is refused without being shown', () => {
  const questions = [...new Map(steps.flatMap((step) => step.questions).map((each) => [each.key, each])).values()];

  test.each(questions.flatMap((question) => secrets.map((secret) => [question.key, question, secret] as const)))(
    '%s',
    (_, question, secret) => {
      expect(() => readAnswer(question, secret)).toThrow(
        expect.objectContaining({
          code: 'secret-in-answer',
          ending: 'usage',
          message: expect.not.stringContaining(secret.slice(0, 12)),
        }),
      );
    },
  );
});

test.each([
  'factory-twins',
  'secret-rotation=monthly',
  'team=twins costCenter=17',
  'Contoso Password Services',
  'b3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36',
  'ana@contoso.com',
])('%s is no secret', (text) => {
  expect(looksSecret(text)).toBe(false);
});
