import { describe, expect, test } from '@jest/globals';
import { checked, codesOf, given, valuesOf } from './given.ts';

const json = (value: object): string => JSON.stringify(value);

describe('a list in an answers file', () => {
  test('a row has what stands beside the list, unless it says otherwise', () => {
    const list = given(
      'a.json',
      json({
        location: 'West Europe',
        tags: { team: 'a' },
        instances: [{ name: 'one-twins' }, { name: 'two-twins', location: 'uksouth', tags: { team: 'b' } }],
      }),
    );
    expect(valuesOf(list)).toEqual([
      { number: 1, name: 'one-twins', location: 'westeurope', tags: '{"team":"a"}' },
      { number: 2, name: 'two-twins', location: 'uksouth', tags: '{"team":"b"}' },
    ]);
    expect(list.faults).toEqual([]);
  });

  test.each([
    ['no list', '{"instances": {"name": "a"}}', 'must be a list of objects'],
    ['no row', '{"instances": []}', 'without a single row'],
    ['two lists', '{"instances": [{"name": "aaa"}], "instances": []}', 'has "instances" twice'],
  ])('with %s is refused', (_, text, words) => {
    expect(() => given('a.json', text)).toThrow(words);
  });

  test('all that is wrong is told at once, each with its row and name', () => {
    const text = `{ "locatoin": "x", "instances": [
      {"name": "one-twins", "location": 5}, {"nmae": "x"}, 7, {"name": "%"}, {"name": "two-twins", "name": "two-twins"}, {} ] }`;
    expect(codesOf(checked(given('a.json', text)).faults)).toEqual([
      'all answers-unknown-key',
      '1 one-twins answers-wrong-type',
      '2 answers-unknown-key',
      '2 list-no-name',
      '3 list-row-no-object',
      '4 % invalid-name',
      '5 two-twins answers-repeated-key',
      '6 list-no-name',
    ]);
  });
});

describe('a list in a CSV file', () => {
  test.each([
    ['keys', 'name,resourceGroup,location\n'],
    ['flags', 'name,resource-group,location\n'],
    ['flags with their dashes, in capitals, with blanks', ' --NAME ,--Resource-Group,Location\n'],
    ['a mark before it', '\uFEFFname,resourceGroup,location\n'],
  ])('may be headed by %s', (_, header) => {
    expect(valuesOf(given('a.CSV', `${header}one-twins,rg-a,uksouth\n`))).toEqual([
      { number: 2, name: 'one-twins', resourceGroup: 'rg-a', location: 'uksouth' },
    ]);
  });

  test('blank cells, blank rows and columns without anything count as not given; tags are pairs', () => {
    const list = given('a.csv', 'name;location;tags;;\n\n;;;;\none-twins;" ";team=a owner=b;;\n');
    expect(valuesOf(list)).toEqual([{ number: 4, name: 'one-twins', tags: '{"team":"a","owner":"b"}' }]);
    expect(list.faults).toEqual([]);
  });

  test('unknown, nameless and repeated columns, and cells beyond the last, are told at once', () => {
    const { faults } = checked(given('a.csv', 'nme,location,resource-grop,,location\none,uksouth,x,y,,z\n'));
    expect(codesOf(faults)).toEqual([
      'all answers-unknown-key',
      'all answers-unknown-key',
      'all list-nameless-column',
      'all list-column-twice',
      '2 list-too-many-cells',
    ]);
    expect(faults[0]?.error.suggestion).toBe('Did you mean "name"?');
    expect(faults[1]?.error.suggestion).toBe('Did you mean "resourceGroup"?');
  });

  test('what can be no answer is told with its row, as the same in every row that has it', () => {
    const { faults } = checked(given('a.csv', 'name,role\none-twins,king\ntwo-twins,king\n'));
    expect(codesOf(faults)).toEqual(['2 one-twins unknown-role', '3 two-twins unknown-role']);
  });

  test('without rows it is refused', () => {
    expect(() => given('a.csv', 'name\n')).toThrow('without a single row');
  });
});

describe('a list as a whole', () => {
  const rows = (...all: readonly object[]): ReturnType<typeof given> => given('a.json', json({ instances: all }));
  const one = { name: 'one-twins', resourceGroup: 'rg-a' };

  test.each([
    ['the same name in the same group', [one, { ...one, name: 'ONE-twins' }], ['2 ONE-twins list-duplicate']],
    [
      'the same name where no group is said',
      [{ name: 'one-twins' }, { name: 'one-twins' }],
      ['2 one-twins list-duplicate'],
    ],
    ['the same name in another group', [one, { ...one, resourceGroup: 'rg-b' }], []],
    [
      'the same name in the same region',
      [
        { ...one, location: 'uksouth' },
        { ...one, resourceGroup: 'rg-b', location: 'UK South' },
      ],
      ['2 one-twins list-duplicate'],
    ],
    ['the same name in other subscriptions', [one, { ...one, subscription: 'other' }], []],
    ['another way to sign in', [one, { name: 'two-twins', auth: 'browser' }], ['2 two-twins list-other-sign-in']],
    [
      'another directory',
      [
        { ...one, tenant: 'a.example' },
        { name: 'two-twins', tenant: 'b.example' },
      ],
      ['2 two-twins list-other-sign-in'],
    ],
  ])('%s', (_, all, codes) => {
    expect(codesOf(checked(rows(...all)).faults)).toEqual(codes);
  });

  test('a duplicate names the row that it repeats', () => {
    expect(checked(rows({ name: 'zero' }, one, one)).faults[0]?.error.message).toContain(
      'Row 2 has the name "one-twins"',
    );
  });

  test('flags and variables win over rows; one that would name them all is refused, once', () => {
    const over = { location: { value: 'uksouth', from: 'flag' } } as const;
    expect(valuesOf(checked(rows({ ...one, location: 'westeurope' }), over))[0]).toMatchObject({ location: 'uksouth' });
    const named = { name: { value: 'all-twins', from: 'environment' } } as const;
    const { faults } = checked(rows(one, { name: 'two-twins' }), named);
    expect(codesOf(faults)).toEqual(['all list-one-name']);
    expect(faults[0]?.error.message).toContain('ADT_SETUP_NAME');
  });
});
