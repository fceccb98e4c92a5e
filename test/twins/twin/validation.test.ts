import { describe, expect, test } from '@jest/globals';
import { building, errorOf } from '../instance.ts';
import { room } from './twin.ts';

describe('validation', () => {
  test.each<[string, object, string]>([
    ['no metadata', { temperature: 1 }, '$metadata.$model is required'],
    ['no model', { $metadata: {} }, '$metadata.$model is required'],
    ['unknown property', { ...room, colour: 'red' }, 'colour is not defined'],
    ['telemetry', { ...room, noise: 1 }, 'noise is not a property - it is a Telemetry.'],
    ['text for a number', { ...room, temperature: 'hot' }, 'temperature is not a valid double'],
    ['fraction for an integer', { ...room, humidity: 1.5 }, 'humidity is not a valid integer'],
    ['integer of 33 bits', { ...room, humidity: 4294967296 }, 'humidity is not a valid integer'],
    ['long text', { ...room, name: 'x'.repeat(4097) }, 'name is not a valid string'],
    ['null', { ...room, name: null }, 'name is not a valid string'],
    ['outside the enum', { ...room, state: 'Ajar' }, 'state is not one of Open, Closed'],
    ['inside a map', { ...room, tags: { red: 'yes' } }, 'tags /red is not a valid boolean'],
    ['key of a map', { ...room, tags: { 'a b': true } }, 'tags has the invalid key a b'],
    ['array', { ...room, tags: [true] }, 'tags is not a map'],
    ['missing component', { $metadata: { $model: 'dtmi:example:Suite;1' } }, 'Component thermostat is required'],
    [
      'inside a component',
      { $metadata: { $model: 'dtmi:example:Suite;1' }, thermostat: { $metadata: {}, target: true } },
      'thermostat/target is not a valid double',
    ],
  ])('refuses: %s', (_title, body, problem) => {
    const adt = building();
    const error = errorOf(adt.call('PUT', '/digitaltwins/t', { body }));
    expect(error).toMatchObject({ status: 400, code: 'ValidationFailed', message: 'Invalid twin specified' });
    expect(JSON.stringify(error.details)).toContain(problem);
    expect(adt.graph().twins).toEqual({});
  });

  test.each<[string, string, readonly unknown[], readonly unknown[]]>([
    ['boolean', 'boolean', [true], [0, 'true']],
    ['date', 'date', ['2024-02-29'], ['2024-13-01', '29.2.2024', 7]],
    ['dateTime', 'dateTime', ['2024-02-29T10:00:00Z', '2024-02-29T10:00:00.123+01:00'], ['2024-02-29', 'T', 'today']],
    ['duration', 'duration', ['P1DT2H', 'PT0.5S'], ['P', 'PT', '1 day']],
    ['time', 'time', ['10:00:00Z'], ['10 am']],
    ['long', 'long', [2 ** 40, -1], [0.5, 'x']],
    ['float', 'float', [1e10], ['1']],
    ['point', 'point', [{ type: 'Point', coordinates: [1, 2] }], ['here']],
  ])('values of %s', (_title, schema, good, bad) => {
    const adt = building();
    const model = {
      '@id': 'dtmi:example:One;1',
      '@type': 'Interface',
      '@context': 'dtmi:dtdl:context;3',
      contents: [{ '@type': 'Property', name: 'p', schema: { '@type': 'Array', elementSchema: schema } }],
    };
    adt.call('POST', '/models', { body: [model] });
    const put = (value: unknown): number =>
      adt.call('PUT', '/digitaltwins/t', { body: { $metadata: { $model: 'dtmi:example:One;1' }, p: [value] } }).status;
    expect(good.map(put)).toEqual(good.map(() => 200));
    expect(bad.map(put)).toEqual(bad.map(() => 400));
  });

  test('a decommissioned model takes no new twins, and keeps those it has', () => {
    const adt = building({ f1: ['Floor'] });
    adt.call('PATCH', '/models/dtmi:example:Floor;1', {
      body: [{ op: 'replace', path: '/decommissioned', value: true }],
    });
    const body = { $metadata: { $model: 'dtmi:example:Floor;1' }, name: 'Ground' };
    expect(errorOf(adt.call('PUT', '/digitaltwins/f2', { body })).code).toBe('ModelDecommissioned');
    expect(adt.call('PUT', '/digitaltwins/f1', { body }).status).toBe(200);
  });

  test('32 KB a twin', () => {
    const tags = Object.fromEntries(Array.from({ length: 3000 }, (_each, at) => [`tag${at}`, true]));
    expect(errorOf(building().call('PUT', '/digitaltwins/t', { body: { ...room, tags } })).code).toBe(
      'InvalidArgument',
    );
  });
});
