import { describe, expect, test } from '@jest/globals';
import { building, errorOf } from '../instance.ts';
import { twin } from './twin.ts';

describe('patch', () => {
  const start = () =>
    building({ s: ['Suite', { temperature: 1, tags: { red: true }, thermostat: { $metadata: {}, target: 20 } }] });

  test.each<[string, object[], object, string?]>([
    ['remove', [{ op: 'remove', path: '/temperature' }], { tags: { red: true } }, 'temperature'],
    ['inside a map', [{ op: 'add', path: '/tags/blue', value: true }], { tags: { red: true, blue: true } }],
    ['inside a component', [{ op: 'replace', path: '/thermostat/target', value: 22 }], { thermostat: { target: 22 } }],
    [
      'whole component',
      [{ op: 'replace', path: '/thermostat', value: { $metadata: {} } }],
      { thermostat: { $metadata: {} } },
      'thermostat.target',
    ],
    [
      'time at the source',
      [
        { op: 'add', path: '/humidity', value: 7 },
        { op: 'replace', path: '/$metadata/humidity/sourceTime', value: '2024-01-01T00:00:00Z' },
      ],
      { $metadata: { humidity: { sourceTime: '2024-01-01T00:00:00Z' } } },
    ],
    [
      'model',
      [
        { op: 'replace', path: '/$metadata/$model', value: 'dtmi:example:Room;1' },
        { op: 'remove', path: '/thermostat' },
      ],
      { $metadata: { $model: 'dtmi:example:Room;1' } },
      'thermostat',
    ],
  ])('%s', (_title, body, expected, gone = 'occupied') => {
    const adt = start();
    expect(adt.call('PATCH', '/digitaltwins/s', { body })).toMatchObject({ status: 204 });
    expect(twin(adt, 's')).toMatchObject(expected);
    expect(twin(adt, 's')).not.toHaveProperty(gone);
  });

  test.each<[string, unknown, string]>([
    ['no array', { op: 'add' }, 'JsonPatchInvalid'],
    ['nothing', [], 'JsonPatchInvalid'],
    ['no path', [{ op: 'add', value: 1 }], 'JsonPatchInvalid'],
    ['no value', [{ op: 'add', path: '/temperature' }], 'JsonPatchInvalid'],
    ['removing what is not there', [{ op: 'remove', path: '/humidity' }], 'JsonPatchInvalid'],
    ['a path into a number', [{ op: 'add', path: '/temperature/deep', value: 1 }], 'JsonPatchInvalid'],
    ['the id', [{ op: 'replace', path: '/$dtId', value: 'x' }], 'JsonPatchInvalid'],
    [
      'a time that the service writes',
      [{ op: 'replace', path: '/$metadata/$lastUpdateTime', value: 'x' }],
      'JsonPatchInvalid',
    ],
    ['the prototype', [{ op: 'add', path: '/__proto__/polluted', value: true }], 'JsonPatchInvalid'],
    ['the wrong type', [{ op: 'replace', path: '/temperature', value: 'warm' }], 'ValidationFailed'],
    ['what the model lacks', [{ op: 'add', path: '/colour', value: 'red' }], 'ValidationFailed'],
    ['the component away', [{ op: 'remove', path: '/thermostat' }], 'ValidationFailed'],
  ])('refuses: %s', (_title, body, code) => {
    const adt = start();
    const before = adt.graph();
    expect(errorOf(adt.call('PATCH', '/digitaltwins/s', { body }))).toMatchObject({ status: 400, code });
    expect(adt.graph()).toEqual(before);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
