/** A saved set-up with a right checksum over whatever is changed. */
type Saved = (change?: object) => string;

/** What may stand in a state file instead of a set-up. */
export const wrongTexts: readonly (readonly [id: string, text: (saved: Saved) => string])[] = [
  ['S02', () => ''],
  ['S05', (saved) => saved().replace(/"checksum": "....../, '"checksum": "000000')],
  ['S07', (saved) => `${saved()}{}`],
  ['S08', () => 'null'],
  ['S08', () => '[]'],
  ['S08', () => '"x"'],
  ['S08', () => '42'],
  ['S10', () => '{"__proto__":{"polluted":1}}'],
  ['S10', (saved) => saved({ answers: { constructor: { value: 'x', from: 'flag' } } })],
  ['S11', () => '['.repeat(10_000)],
  ['S11', () => '['.repeat(1_000_000)],
  ['S13', (saved) => saved().replace(/"schema": \d+/, '"schema": 99')],
  ['S16', (saved) => saved({ hostName: 'x' })],
  ['S17', (saved) => saved({ done: ['rm-rf'] })],
  ['S23', (saved) => saved().replace(/"serial": \d+/, '"serial": 9007199254740993')],
  ['S25', (saved) => saved({ authorityHost: 'https://evil.example' })],
  ['S26: changed by hand', (saved) => saved().replaceAll(/b3a1c9d4-6e2f-4f58/g, 'b3a1c9d4-6e2f-4f59')],
  ['S28', (saved) => saved({ hostName: 'evil.example' })],
  ['S43', (saved) => saved().replace('factory-twins', 'eyJhbGciOiJSUzI1.eyJhdWQiOiJodHRw')],
  ['F24', () => '{"name":"x","version":"1.0.0"}'],
];
