import { fc } from '../../../support/properties.ts';
import { type Both, call, list, object, operator, text } from './both.ts';

type Made = fc.Arbitrary<Both>;

const words = fc.constantFrom(
  '',
  'a',
  'A',
  'abc',
  'x-Y_z',
  "it's",
  'a\\b',
  'é',
  'Twins-01',
  '10',
  ' b ',
  'a.b,c',
  '${x}',
  '-_',
);
const texts: Made = words.map(text);
const integers: Made = fc.integer({ min: -50, max: 50 }).map((value) => ({ arm: String(value), bicep: String(value) }));
const small: Made = fc.integer({ min: 0, max: 5 }).map((value) => ({ arm: String(value), bicep: String(value) }));
const names = fc.constantFrom('a', 'B', 'c', 'Zz');

const entriesOf = (value: Made): fc.Arbitrary<readonly (readonly [string, Both])[]> =>
  fc.uniqueArray(fc.tuple(names, value), { selector: ([name]) => name.toLowerCase(), minLength: 1, maxLength: 3 });

const { integer, string, truth, integerList, textList, record } = fc.letrec<{
  integer: Both;
  string: Both;
  truth: Both;
  integerList: Both;
  textList: Both;
  record: Both;
}>((tie) => {
  const [number, word, flag, numbers, wordsOf, any] = [
    tie('integer'),
    tie('string'),
    tie('truth'),
    tie('integerList'),
    tie('textList'),
    tie('record'),
  ];
  const of = <T extends readonly unknown[]>(
    parts: { [K in keyof T]: fc.Arbitrary<T[K]> },
    make: (...values: T) => Both,
  ): Made =>
    fc.tuple(...(parts as unknown as fc.Arbitrary<unknown>[])).map((values) => make(...(values as unknown as T)));
  const one = (name: string, part: Made): Made => of([part], (value: Both) => call(name, value));
  const two = (name: string, first: Made, second: Made): Made =>
    of([first, second], (left: Both, right: Both) => call(name, left, right));
  const depth = { depthSize: 'small', maxDepth: 3 } as const;
  return {
    integer: fc.oneof(
      depth,
      integers,
      ...(['add', 'sub', 'mul'] as const).map((name, at) =>
        of([number, number], (left: Both, right: Both) => operator(name, ['+', '-', '*'][at] ?? '', left, right)),
      ),
      of([number, fc.integer({ min: 1, max: 9 })], (left: Both, right: number) =>
        operator('div', '/', left, { arm: String(right), bicep: String(right) }),
      ),
      of([number, fc.integer({ min: 1, max: 9 })], (left: Both, right: number) =>
        operator('mod', '%', left, { arm: String(right), bicep: String(right) }),
      ),
      one('length', word),
      one('length', numbers),
      two('indexOf', word, texts),
      two('lastIndexOf', word, texts),
      two('max', number, number),
      two('min', number, number),
      of([numbers], (value: Both) => ({
        arm: `reduce(${value.arm}, 0, lambda('x', 'y', add(lambdaVariables('x'), lambdaVariables('y'))))`,
        bicep: `reduce(${value.bicep}, 0, (x, y) => (x + y))`,
      })),
    ),
    string: fc.oneof(
      depth,
      texts,
      ...['toLower', 'toUpper', 'trim', 'base64', 'uriComponent', 'uniqueString', 'guid'].map((name) =>
        one(name, word),
      ),
      two('concat', word, word),
      two('guid', word, word),
      two('uniqueString', word, word),
      two('take', word, small),
      two('skip', word, small),
      two('padLeft', word, small),
      of([word, texts, texts], (value: Both, from: Both, to: Both) => call('replace', value, from, to)),
      two('join', wordsOf, texts),
      one('string', any),
      one('string', numbers),
      one('string', number),
      one('first', word),
      one('last', word),
      of([word, number, flag], (first: Both, second: Both, third: Both) =>
        call('format', text('{0}|{1,4}|{2}|{{}}'), first, second, third),
      ),
      of([flag, word, word], (condition: Both, yes: Both, no: Both) => ({
        arm: `if(${condition.arm}, ${yes.arm}, ${no.arm})`,
        bicep: `(${condition.bicep} ? ${yes.bicep} : ${no.bicep})`,
      })),
    ),
    truth: fc.oneof(
      depth,
      fc.constantFrom({ arm: 'true()', bicep: 'true' }, { arm: 'false()', bicep: 'false' }),
      of([flag], (value: Both) => ({ arm: `not(${value.arm})`, bicep: `!(${value.bicep})` })),
      of([flag, flag], (left: Both, right: Both) => operator('and', '&&', left, right)),
      of([flag, flag], (left: Both, right: Both) => operator('or', '||', left, right)),
      ...(['less', 'lessOrEquals', 'greater', 'greaterOrEquals', 'equals'] as const).map((name, at) =>
        of([number, number], (left: Both, right: Both) =>
          operator(name, ['<', '<=', '>', '>=', '=='][at] ?? '', left, right),
        ),
      ),
      two('startsWith', word, texts),
      two('endsWith', word, texts),
      two('contains', word, texts),
      two('contains', numbers, integers),
      two('contains', wordsOf, texts),
      two('contains', any, names.map(text)),
      one('empty', word),
      one('empty', numbers),
    ),
    integerList: fc.oneof(
      depth,
      fc.array(integers, { minLength: 1, maxLength: 4 }).map(list),
      two('range', small, small),
      two('union', numbers, numbers),
      two('intersection', numbers, numbers),
      two('concat', numbers, numbers),
      two('take', numbers, small),
      two('skip', numbers, small),
      of([numbers], (value: Both) => ({
        arm: `map(${value.arm}, lambda('x', 'i', mul(lambdaVariables('x'), lambdaVariables('i'))))`,
        bicep: `map(${value.bicep}, (x, i) => (x * i))`,
      })),
      of([numbers, integers], (value: Both, bound: Both) => ({
        arm: `filter(${value.arm}, lambda('x', less(lambdaVariables('x'), ${bound.arm})))`,
        bicep: `filter(${value.bicep}, x => (x < ${bound.bicep}))`,
      })),
      of([numbers], (value: Both) => ({
        arm: `sort(${value.arm}, lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))`,
        bicep: `sort(${value.bicep}, (x, y) => (x < y))`,
      })),
    ),
    textList: fc.oneof(
      depth,
      fc.array(texts, { minLength: 1, maxLength: 4 }).map(list),
      two('split', word, fc.constantFrom('-', ',', 'b').map(text)),
      one('objectKeys', any),
      two('union', wordsOf, wordsOf),
      of([wordsOf], (value: Both) => ({
        arm: `sort(${value.arm}, lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))`,
        bicep: `sort(${value.bicep}, (x, y) => (x < y))`,
      })),
    ),
    record: fc.oneof(
      depth,
      entriesOf(fc.oneof(integers, texts)).map(object),
      two('union', any, any),
      two('intersection', any, any),
      of([wordsOf], (value: Both) => ({
        arm: `groupBy(${value.arm}, lambda('x', concat('k', take(lambdaVariables('x'), 1))))`,
        bicep: `groupBy(${value.bicep}, x => concat('k', take(x, 1)))`,
      })),
      of([any], (value: Both) => ({
        arm: `mapValues(${value.arm}, lambda('x', string(createArray(lambdaVariables('x')))))`,
        bicep: `mapValues(${value.bicep}, x => string([x]))`,
      })),
      of([any], (value: Both) => ({
        arm: `toObject(items(${value.arm}), lambda('x', lambdaVariables('x').key), lambda('x', lambdaVariables('x').value))`,
        bicep: `toObject(items(${value.bicep}), x => x.key, x => x.value)`,
      })),
    ),
  };
});

/** An expression of any type, as the text that it comes to. */
export const expressions: Made = fc
  .oneof(integer, string, truth, integerList, textList, record)
  .map((value) => call('string', value));
