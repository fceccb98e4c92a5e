import { describe, expect, test } from '@jest/globals';
import { building, errorOf, models } from '../instance.ts';

describe('list and get', () => {
  test('dependenciesFor gives the models and what they extend or are made of', () => {
    const reply = building().call('GET', '/models?dependenciesFor=dtmi:example:Suite;1');
    expect((reply.body as { value: { id: string }[] }).value.map(({ id }) => id)).toEqual([
      'dtmi:example:Space;1',
      'dtmi:example:Thermostat;1',
      'dtmi:example:Room;1',
      'dtmi:example:Suite;1',
    ]);
  });

  test('dependenciesFor of a missing model', () => {
    expect(errorOf(building().call('GET', '/models?dependenciesFor=dtmi:no:where;1')).code).toBe('ModelNotFound');
  });

  test.each(['/models', '/models/dtmi:example:Space;1'])('%s includes the definition on request', (path) => {
    const body = JSON.stringify(building().call('GET', `${path}?includeModelDefinition=true`).body);
    expect(body).toContain(JSON.stringify(models[0]));
  });

  test('an id that is none is refused as such', () => {
    expect(errorOf(building().call('GET', '/models/Room'))).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });

  test('a model that is still referred to is not decommissioned', () => {
    const body = [{ op: 'replace', path: '/decommissioned', value: true }];
    const adt = building();
    const refused = errorOf(adt.call('PATCH', '/models/dtmi:example:Thermostat;1', { body }));
    expect(refused).toMatchObject({ status: 409, code: 'ModelReferencesNotDecommissioned' });
    adt.call('PATCH', '/models/dtmi:example:Suite;1', { body });
    expect(adt.call('PATCH', '/models/dtmi:example:Thermostat;1', { body }).status).toBe(204);
  });

  test('nothing but decommissioned can be patched', () => {
    const body = [{ op: 'replace', path: '/displayName', value: 'x' }];
    expect(errorOf(building().call('PATCH', '/models/dtmi:example:Room;1', { body })).code).toBe('JsonPatchInvalid');
  });
});
