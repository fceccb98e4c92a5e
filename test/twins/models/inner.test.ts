import { describe, expect, test } from '@jest/globals';
import { errorOf, type Instance, instance } from '../instance.ts';

const lamp = {
  '@id': 'dtmi:inner:Lamp;1',
  '@type': 'Interface',
  extends: 'dtmi:inner:Device;1',
  contents: [{ '@type': 'Property', name: 'watts', schema: 'dtmi:inner:Watts;1' }],
  schemas: [
    {
      '@id': 'dtmi:inner:Watts;1',
      '@type': 'Map',
      mapKey: { name: 'at', schema: 'string' },
      mapValue: { name: 'watts', schema: 'integer' },
    },
  ],
};
const model = (id: string, more: object) => ({
  '@id': `dtmi:inner:${id};1`,
  '@type': 'Interface',
  '@context': 'dtmi:dtdl:context;2',
  ...more,
});
const device = model('Device', {});
const component = { '@type': 'Component', name: 'lamp', schema: lamp };
const room = model('Room', {
  contents: [component],
  extends: {
    '@id': 'dtmi:inner:Place;1',
    '@type': 'Interface',
    contents: [{ '@type': 'Property', name: 'floor', schema: 'integer' }],
  },
});

function furnished(): Instance {
  const adt = instance();
  expect(adt.call('POST', '/models', { body: [room, device] }).status).toBe(201);
  return adt;
}
const ids = (adt: Instance, query = ''): readonly string[] =>
  (adt.call('GET', `/models${query}`).body as { value: { id: string }[] }).value.map(({ id }) => id);

describe('interfaces inside another', () => {
  test('are no models of their own, and the model is answered as it was sent', () => {
    const adt = furnished();
    expect(ids(adt)).toEqual(['dtmi:inner:Room;1', 'dtmi:inner:Device;1']);
    expect(errorOf(adt.call('GET', '/models/dtmi:inner:Lamp;1')).code).toBe('ModelNotFound');
    const { body } = adt.call('GET', '/models/dtmi:inner:Room;1?includeModelDefinition=true');
    expect(body).toMatchObject({ model: room });
    expect(body).not.toHaveProperty('inner');
  });

  test('say what the twins of the model hold', () => {
    const adt = furnished();
    const twin = (floor: unknown, watts: unknown) => ({
      $metadata: { $model: 'dtmi:inner:Room;1' },
      floor,
      lamp: { $metadata: {}, watts: { now: watts } },
    });
    expect(adt.call('PUT', '/digitaltwins/a', { body: twin(1, 40) }).status).toBe(200);
    const refusal = (body: object): string => JSON.stringify(errorOf(adt.call('PUT', '/digitaltwins/b', { body })));
    expect(refusal(twin('first', 40))).toContain('floor');
    expect(refusal(twin(1, 'many'))).toContain('watts');
    expect(refusal({ $metadata: { $model: 'dtmi:inner:Lamp;1' } })).toContain('does not exist');
  });

  test('depend on other models, and others on them, as the model that they are in', () => {
    const adt = furnished();
    expect(adt.call('POST', '/models', { body: [model('Hall', { extends: 'dtmi:inner:Place;1' })] }).status).toBe(201);
    expect(ids(adt, '?dependenciesFor=dtmi:inner:Hall;1')).toEqual([
      'dtmi:inner:Room;1',
      'dtmi:inner:Device;1',
      'dtmi:inner:Hall;1',
    ]);
    for (const [needed, by] of [
      ['Device', 'Room'],
      ['Room', 'Hall'],
    ]) {
      const { code, message } = errorOf(adt.call('DELETE', `/models/dtmi:inner:${needed ?? ''};1`));
      expect(code).toBe('ModelReferencesNotDeleted');
      expect(message).toContain(`by dtmi:inner:${by ?? ''};1.`);
    }
  });

  test('have identifiers that nothing else has', () => {
    const adt = furnished();
    expect(errorOf(adt.call('POST', '/models', { body: [model('Lamp', {})] })).code).toBe('ModelIdAlreadyExists');
    expect(errorOf(instance().call('POST', '/models', { body: [room, device, model('Lamp', {})] })).message).toContain(
      'dtmi:inner:Lamp;1 has more than one definition',
    );
  });

  test.each<[string, object, string]>([
    ['no identifier', { '@type': 'Interface' }, 'requires an identifier'],
    ['an identifier only', { '@id': 'dtmi:inner:Lamp;1' }, "nothing but an '@id' property"],
    ['another class', { '@id': 'dtmi:inner:Lamp;1', '@type': 'Object' }, 'does not have @type of Interface'],
    ['a longer identifier than others have', { ...lamp, '@id': `dtmi:${'l'.repeat(128)};1` }, 'is too long'],
    ['a newer version', { ...lamp, '@context': 'dtmi:dtdl:context;3' }, 'specifies DTDL context version 3'],
    ['a base that is not there', { ...lamp, extends: 'dtmi:no:where;1' }, 'refers to an undefined model'],
  ])('are refused with %s', (_title, schema, problem) => {
    const body = [model('Room', { contents: [{ '@type': 'Component', name: 'lamp', schema }] }), device];
    expect(errorOf(instance().call('POST', '/models', { body })).message).toContain(problem);
  });

  test('refer to what is in them, and to nothing around them', () => {
    const named = { '@id': 'dtmi:inner:size;1', '@type': 'Property', name: 'size', schema: 'long' };
    const referring = { '@type': 'Relationship', name: 'r', properties: 'dtmi:inner:size;1' };
    const upload = (inside: object[], around: object[]) => {
      const schema = { '@id': 'dtmi:inner:Box;1', '@type': 'Interface', contents: inside };
      const contents = [{ '@type': 'Component', name: 'box', schema }, ...around];
      return instance().call('POST', '/models', { body: [model('Room', { contents })] });
    };
    expect(upload([named, referring], []).status).toBe(201);
    for (const reply of [upload([named], [referring]), upload([referring], [named])]) {
      expect(errorOf(reply).message).toContain('dtmi:inner:size;1 that does not have @type of Property');
    }
  });

  test('are read once, however often their components are referred to', () => {
    let inmost: object = { '@id': 'dtmi:inner:Doll;1', '@type': 'Interface' };
    for (let depth = 1; depth < 10; depth++) {
      const id = `dtmi:inner:doll${depth};1`;
      const contents = [
        { '@id': id, '@type': 'Component', name: 'doll', schema: inmost },
        ...Array.from({ length: 20 }, () => id),
      ];
      inmost = model(`Doll${depth}`, { contents });
    }
    expect(errorOf(instance().call('POST', '/models', { body: [inmost] })).message).toContain('contains Component');
  });

  test('keep their schemas to themselves', () => {
    const contents = [component, { '@type': 'Property', name: 'p', schema: 'dtmi:inner:Watts;1' }];
    const body = [{ ...room, contents }, device];
    expect(errorOf(instance().call('POST', '/models', { body })).message).toContain('not declared');
  });
});
