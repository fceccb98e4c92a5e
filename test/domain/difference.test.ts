import { describe, expect, test } from '@jest/globals';
import { type Asked, differences, differenceWords } from '../../src/domain/difference.ts';

const asked: Asked = {
  location: 'westeurope',
  tags: { 'adt-setup': 'one', team: 'twins' },
  identity: 'system',
  publicNetworkAccess: 'disabled',
};
const there = {
  location: 'westeurope',
  tags: asked.tags ?? {},
  identity: 'system',
  publicNetworkAccess: 'disabled',
} as const;

describe('what is no difference', () => {
  test.each([
    ['the same', there],
    ['a region in capitals', { ...there, location: 'WestEurope' }],
    ['tags that others added', { ...there, tags: { ...there.tags, owner: 'policy' } }],
    ['the name of a tag in capitals', { ...there, tags: { 'ADT-Setup': 'one', TEAM: 'twins' } }],
  ])('%s', (_, now) => {
    expect(differences(asked, now)).toEqual([]);
    expect(differenceWords(differences(asked, now))).toBeUndefined();
  });

  test('what nobody asked for', () => {
    expect(differences({}, there)).toEqual([]);
  });
});

describe('what is one', () => {
  test.each([
    ['another region', { ...there, location: 'northeurope' }, 'region is "northeurope" (asked for: "westeurope")'],
    [
      'another value of a tag',
      { ...there, tags: { ...there.tags, team: 'Twins' } },
      'tag team is "Twins" (asked for: "twins")',
    ],
    ['our mark is missing', { ...there, tags: { team: 'twins' } }, 'tag adt-setup is missing (asked for: "one")'],
    ['another identity', { ...there, identity: 'none' }, 'identity is "none" (asked for: "system")'],
    ['one that we never make', { ...there, identity: 'other' }, 'identity is "other" (asked for: "system")'],
    [
      'another access',
      { ...there, publicNetworkAccess: 'enabled' },
      'public network access is "enabled" (asked for: "disabled")',
    ],
  ] as const)('%s', (_, now, words) => {
    expect(differenceWords(differences(asked, now))).toBe(words);
  });
});
