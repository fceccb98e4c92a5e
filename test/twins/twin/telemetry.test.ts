import { describe, expect, test } from '@jest/globals';
import { building, errorOf } from '../instance.ts';

describe('telemetry', () => {
  const headers = { 'message-id': 'm1' };

  test.each(['/digitaltwins/s/telemetry', '/digitaltwins/s/components/thermostat/telemetry'])('%s', (path) => {
    const adt = building({ s: ['Suite', { thermostat: { $metadata: {} } }] });
    for (const body of [{ noise: 3 }, '{ "noise": 3 }', [1]]) {
      expect(adt.call('POST', path, { body, headers }).status).toBe(204);
    }
    expect(errorOf(adt.call('POST', path, { body: { noise: 3 } })).code).toBe('InvalidArgument');
  });

  test('of a component that is not there', () => {
    const adt = building({ s: ['Room'] });
    const reply = adt.call('POST', '/digitaltwins/s/components/heater/telemetry', { body: {}, headers });
    expect(errorOf(reply).code).toBe('ComponentNotFound');
  });
});
