import { describe, expect, test } from '@jest/globals';
import { errorOf } from './bench.ts';
import { instanceCases } from './instance-cases.ts';
import { peopleCases } from './people-cases.ts';
import { placeCases } from './place-cases.ts';
import { roleCases } from './role-cases.ts';
import { signInCases } from './sign-in-cases.ts';
import { twinsCases } from './twins-cases.ts';

const cases = [...signInCases, ...placeCases, ...instanceCases, ...roleCases, ...peopleCases, ...twinsCases];

describe('every known refusal becomes words for a person', () => {
  // The 75th, a host that is not found, is a network error.
  test('there are 74 of them', () => expect(cases).toHaveLength(74));

  test.each(cases.map((one) => [`${one.code || one.from} ${one.status} ${one.says.slice(0, 50)}`, one] as const))(
    '%s',
    (_, one) => {
      const details = errorOf(one);
      const wanted = one.again ?? (one.cures === undefined ? 'no' : 'answer');
      expect({ ending: details.ending, again: details.again ?? 'no', cures: details.cures }).toEqual({
        ending: one.ending,
        again: wanted,
        cures: one.cures,
      });
      const number = /AADSTS\d+/.exec(one.says)?.[0];
      expect(details.code).toBe(number ?? (one.code || `http-${one.status}`));
      expect(details.httpStatus).toBe(one.status);
      expect(details.correlationId).toBeDefined();
      expect(`${details.message}\n${details.suggestion}`).toMatch(one.tells);
      for (const words of [details.message, details.suggestion]) {
        expect(words).toMatch(/^["A-Z].{20,}/s);
        expect(words).not.toMatch(/undefined|\bnull\b|\[object|\bprincipal\b|\bPUT\b/);
      }
    },
  );
});
