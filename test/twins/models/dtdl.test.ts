import { describe, expect, test } from '@jest/globals';
import { building, errorOf, instance, models } from '../instance.ts';
import { sample } from './sample.ts';

describe('DTDL', () => {
  const content = (each: object) => ({ ...sample, contents: [each] });
  const property = (schema: unknown) => content({ '@type': 'Property', name: 'p', schema });
  const v3 = (model: object) => ({ ...model, '@context': 'dtmi:dtdl:context;3' });
  let nested: unknown = 'string';
  for (let depth = 0; depth < 6; depth++) {
    nested = { '@type': 'Map', mapKey: { name: 'k', schema: 'string' }, mapValue: { name: 'v', schema: nested } };
  }

  test.each<[string, object]>([
    [
      'context among others',
      { ...sample, '@context': ['dtmi:dtdl:context;3', 'dtmi:dtdl:extension:quantitativeTypes;1'] },
    ],
    ['no contents', { '@id': 'dtmi:a:b;1', '@type': 'Interface', '@context': 'dtmi:dtdl:context;2' }],
    ['command', content({ '@type': 'Command', name: 'reboot' })],
    [
      'relationship to a model that is not there',
      content({ '@type': 'Relationship', name: 'r', target: 'dtmi:x:y;1' }),
    ],
    ['array in v3', v3(property({ '@type': 'Array', elementSchema: 'string' }))],
    [
      'array of telemetry in v2',
      content({ '@type': 'Telemetry', name: 't', schema: { '@type': 'Array', elementSchema: 'long' } }),
    ],
    ['geospatial', v3(property('point'))],
    ['geospatial telemetry in v2', content({ '@type': 'Telemetry', name: 't', schema: 'point' })],
    [
      'schema for reuse',
      {
        ...property('dtmi:a:level;1'),
        schemas: [{ '@id': 'dtmi:a:level;1', '@type': 'Object', fields: [{ name: 'f', schema: 'long' }] }],
      },
    ],
    ['minor version in v3', v3({ ...sample, '@id': 'dtmi:a:b;1.2' })],
    ['no version in v3', v3({ ...sample, '@id': 'dtmi:a:b' })],
    ['one object where a list can be', { ...sample, contents: { '@type': 'Property', name: 'p', schema: 'string' } }],
    [
      'a list of one where one value can be',
      content({ '@type': ['Relationship'], name: ['r'], target: ['dtmi:x:y;1'] }),
    ],
    [
      'values that are wrapped',
      content({ '@type': 'Property', name: { '@value': 'p' }, schema: 'string', writable: { '@value': true } }),
    ],
    [
      'full names',
      {
        '@id': 'dtmi:a:b;1',
        '@context': 'dtmi:dtdl:context;2',
        '@type': 'dtmi:dtdl:class:Interface;2',
        'dtmi:dtdl:property:contents;2': [
          {
            '@type': 'dtmi:dtdl:class:Property;2',
            'dtmi:dtdl:property:name;2': 'p',
            'dtmi:dtdl:property:schema;2': 'dtmi:dtdl:instance:Schema:double;2',
          },
        ],
      },
    ],
    [
      'a semantic type with a unit of it',
      content({ '@type': ['Telemetry', 'Temperature'], name: 't', schema: 'double', unit: 'kelvin' }),
    ],
  ])('takes: %s', (_title, model) => {
    expect(instance().call('POST', '/models', { body: [model] }).status).toBe(201);
  });

  test.each<[string, object, string]>([
    ['no context', { ...sample, '@context': undefined }, 'no @context specifier'],
    ['not an Interface', { ...sample, '@type': 'Property' }, "does not have @type of 'Interface'"],
    ['identifier without version in v2', { ...sample, '@id': 'dtmi:a:b' }, 'DTMI syntax'],
    ['identifier with version 0', { ...sample, '@id': 'dtmi:a:b;0' }, 'DTMI syntax'],
    ['identifier ending in _', { ...sample, '@id': 'dtmi:a:b_;1' }, 'DTMI syntax'],
    ['identifier that is a number', { ...sample, '@id': 7 }, 'DTMI syntax'],
    ['unknown base', { ...sample, extends: 'dtmi:no:where;1' }, "'dtmi:no:where;1' refers to an undefined model"],
    ['itself as base', { ...sample, extends: sample['@id'] }, 'extends itself'],
    [
      'three bases in v2',
      { ...sample, extends: ['dtmi:a:a;1', 'dtmi:a:b;1', 'dtmi:a:c;1'] },
      'no more than 2 values are allowed',
    ],
    ['itself inside itself', { ...sample, extends: [sample] }, 'more than one definition'],
    [
      'a key that is misspelt',
      content({ '@type': 'Property', name: 'p', schema: 'string', writeable: true }),
      "'writeable' or correct if misspelled",
    ],
    ['a key of another letter case', { ...sample, displayname: 'x' }, "'displayname' or correct if misspelled"],
    [
      'a semantic type without a unit',
      content({ '@type': ['Telemetry', 'Temperature'], name: 't', schema: 'double' }),
      "requires property 'unit'",
    ],
    [
      'a unit of something else',
      content({ '@type': ['Telemetry', 'Temperature'], name: 't', schema: 'double', unit: 'metre' }),
      'degreeCelsius',
    ],
    [
      'a semantic type that does not fit',
      { ...sample, '@type': ['Interface', 'Temperature'] },
      'can only be applied to',
    ],
    [
      'a semantic type of v3 without its context',
      v3(content({ '@type': ['Property', 'Temperature'], name: 'p', schema: 'double', unit: 'kelvin' })),
      'undefined term in DTDL v3',
    ],
    ['a reserved identifier', { ...sample, '@id': 'dtmi:dtdl:mine;1' }, 'reserved prefix'],
    ['a comment that is too long', { ...sample, comment: 'x'.repeat(513) }, '512 characters'],
    [
      'a schema that contains itself',
      {
        ...sample,
        schemas: [{ '@id': 'dtmi:a:s;1', '@type': 'Object', fields: [{ name: 'f', schema: 'dtmi:a:s;1' }] }],
      },
      'includes itself',
    ],
    ['unknown component', content({ '@type': 'Component', name: 'c', schema: 'dtmi:no:where;1' }), 'undefined model'],
    [
      'unknown kind of content',
      content({ '@type': 'Wish', name: 'w' }),
      'does not have @type of Command, Component, Property, Relationship, or Telemetry',
    ],
    ['no name', content({ '@type': 'Property', schema: 'string' }), "requires property 'name'"],
    ['bad name', content({ '@type': 'Property', name: '1st', schema: 'string' }), "'1st', which is invalid"],
    ['hostile name', content({ '@type': 'Property', name: '__proto__', schema: 'string' }), 'which is invalid'],
    ['unknown schema', property('decimal'), "'decimal' that is neither a valid DTMI reference nor a DTDL term"],
    ['no schema', content({ '@type': 'Property', name: 'p' }), "requires property 'schema'"],
    ['undeclared schema', property('dtmi:a:level;1'), 'not declared'],
    [
      'array property in v2',
      property({ '@type': 'Array', elementSchema: 'string' }),
      'contains Array, which is not allowed',
    ],
    ['six levels in v2', property(nested), 'exceeds 5 levels'],
    ['six levels in v3', v3(property(nested)), 'exceeds 5 levels'],
    [
      'enum without values',
      property({ '@type': 'Enum', valueSchema: 'integer', enumValues: [] }),
      'at least 1 value is required',
    ],
    [
      'the same name twice',
      { ...sample, contents: [sample.contents[0], sample.contents[0]] },
      "'contents' contains more than one element whose property 'name' has value 'AverageTemperature'",
    ],
  ])('refuses: %s', (_title, model, problem) => {
    const adt = instance();
    const { code, message } = errorOf(adt.call('POST', '/models', { body: [model] }));
    expect(code).toBe('DTDLParserError');
    expect(message).toContain(problem);
    expect(adt.graph().models).toEqual({});
  });

  test('a name that is inherited already is refused', () => {
    const body = [
      {
        ...sample,
        extends: 'dtmi:example:Space;1',
        contents: [{ '@type': 'Property', name: 'name', schema: 'string' }],
      },
    ];
    expect(errorOf(building().call('POST', '/models', { body })).message).toContain(
      "more than one 'contents' value with name 'name'",
    );
  });

  test('components have no components', () => {
    const body = [content({ '@type': 'Component', name: 'c', schema: 'dtmi:example:Suite;1' })];
    expect(errorOf(building().call('POST', '/models', { body })).message).toContain(
      'contains Component, which is not allowed',
    );
  });

  test('version 4 is another error', () => {
    const body = [{ ...sample, '@context': 'dtmi:dtdl:context;4' }];
    expect(errorOf(instance().call('POST', '/models', { body })).code).toBe('ModelVersionNotSupported');
  });

  test('all of them or none, in any order', () => {
    expect(instance().call('POST', '/models', { body: [...models].reverse() }).status).toBe(201);
    const adt = instance();
    expect(adt.call('POST', '/models', { body: [models[0], models[3]] }).status).toBe(400);
    expect(adt.graph().models).toEqual({});
  });
});
