import { describe, expect, test } from '@jest/globals';
import { errorOf, instance } from '../instance.ts';
import { sample } from './sample.ts';

const content = (...contents: unknown[]) => ({ ...sample, contents });
const v3 = (model: object) => ({ ...model, '@context': 'dtmi:dtdl:context;3' });
const within = (context: unknown, model: object) => ({ ...model, '@context': context });
const property = (more: object) => content({ '@type': 'Property', name: 'p', schema: 'double', ...more });
const telemetry = (type: string, more: object) =>
  within(
    ['dtmi:dtdl:context;2', 'dtmi:iotcentral:context;2'],
    content({ '@type': ['Telemetry', type], name: 't', ...more }),
  );
const holding = (more: object) => ({ '@type': 'Telemetry', name: 't', schema: { '@type': 'Object', ...more } });
const field = { '@id': 'dtmi:a:field;1', name: 'f', schema: 'double' };
const colours = { '@type': 'Enum', valueSchema: 'string', enumValues: [{ name: 'red', enumValue: 'r' }] };
const unknown = ['dtmi:dtdl:context;2', 'dtmi:nobody:context;1'];
const quantities = ['dtmi:dtdl:context;3', 'dtmi:dtdl:extension:quantitativeTypes;1'];

/* What the parser reads otherwise than one would think; all of it is generated for the judge, too. */
describe('DTDL, as its parser reads it', () => {
  test.each<[string, object]>([
    ['a value that says what it is', property({ writable: { '@value': true, '@type': ['xsd:boolean'] } })],
    [
      'the same with its full name',
      { ...sample, comment: { '@value': 'a', '@type': 'http://www.w3.org/2001/XMLSchema#string' } },
    ],
    [
      'other keywords in v2',
      { ...sample, comment: { '@value': 'a', '@keyword': 1 }, displayName: [{ '@value': 'a', '@foo': 1 }] },
    ],
    [
      'a field that is referred to',
      content(holding({ fields: field }), { ...holding({ fields: ['dtmi:a:field;1'] }), name: 'u' }),
    ],
    [
      'a request that is referred to',
      content(
        { '@type': 'Command', name: 'b', request: 'dtmi:a:sent;1' },
        { '@type': 'Command', name: 'a', request: { '@id': 'dtmi:a:sent;1', name: 's', schema: 'long' } },
      ),
    ],
    [
      'a property of a relationship that is one of the contents, and twice',
      content(
        {
          '@type': 'Relationship',
          name: 'r',
          properties: { '@id': 'dtmi:a:p;1', '@type': 'Property', name: 'p', schema: 'date' },
        },
        'dtmi:a:p;1',
        'dtmi:a:p;1',
      ),
    ],
    [
      'elements of v2 in v3',
      v3(content({ '@context': 'dtmi:dtdl:context;2', '@type': 'Property', name: 'p', schema: 'long' })),
    ],
    ["IoT Central's context before DTDL's", within(['dtmi:iotcentral:context;2', 'dtmi:dtdl:context;2'], sample)],
    ["IoT Central's vector", telemetry('AccelerationVector', { schema: 'vector' })],
    [
      'the same with a unit, under its full name',
      telemetry('VelocityVector', { schema: 'dtmi:iotcentral:schema:vector;2', unit: 'knot' }),
    ],
    ["IoT Central's place", telemetry('Location', { schema: 'geopoint' })],
    ["IoT Central's event", telemetry('Event', { schema: 'string' })],
    [
      "IoT Central's state, declared elsewhere",
      { ...telemetry('State', { schema: 'dtmi:a:colours;1' }), schemas: { '@id': 'dtmi:a:colours;1', ...colours } },
    ],
    [
      "any type where a context isn't known",
      within(unknown, property({ '@type': ['Property', 'boolean', 'dtmi:x:y;1'], more: 1 })),
    ],
    [
      'a semantic type by both its names',
      property({ '@type': ['Property', 'Mass', 'dtmi:standard:class:Mass;2'], unit: 'gram' }),
    ],
    ['a kind of unit as a schema of v3', within(quantities, property({ schema: 'MassUnit' }))],
    ['a word for what units are made of as a target', content({ '@type': 'Relationship', name: 'r', target: 'kilo' })],
  ])('takes: %s', (_title, model) => {
    expect(instance().call('POST', '/models', { body: [model] })).toMatchObject({ status: 201 });
  });

  test.each<[string, object, string]>([
    [
      'two types of one value',
      property({ writable: { '@value': true, '@type': ['xsd:boolean', 'xsd:boolean'] } }),
      "'writable' has value that is a JSON object whose '@type' does not specify a single type",
    ],
    [
      'a number that is called a text',
      content({ '@type': 'Relationship', name: 'r', maxMultiplicity: { '@value': 5, '@type': 'xsd:string' } }),
      "whose '@type' does not specify 'xsd:integer'",
    ],
    [
      'a text by another name',
      { ...sample, comment: { '@value': 'a', '@type': 'string' } },
      "does not specify 'xsd:string'",
    ],
    [
      'an enumerated value that is not what it says',
      property({
        schema: { ...colours, enumValues: { name: 'a', enumValue: { '@value': 'r', '@type': 'xsd:integer' } } },
      }),
      "whose '@value' is not a JSON integer",
    ],
    [
      'a text that is called a number',
      property({ name: { '@value': 'p', '@type': 'xsd:integer' } }),
      "does not specify 'xsd:string'",
    ],
    [
      'two types of one command',
      content({
        '@type': 'Command',
        name: 'c',
        commandType: ['synchronous', 'dtmi:dtdl:instance:CommandType:asynchronous;2'],
      }),
      "'commandType' has multiple values but only one value is allowed",
    ],
    [
      'a field twice',
      content(holding({ fields: [field, 'dtmi:a:field;1'] })),
      "'fields' contains more than one element whose property 'name' has value 'f'",
    ],
    [
      'what is sent as what comes back, in v3',
      v3(
        content({
          '@type': 'Command',
          name: 'c',
          request: { '@id': 'dtmi:a:sent;1', name: 's', schema: 'long' },
          response: 'dtmi:a:sent;1',
        }),
      ),
      'dtmi:a:sent;1 that does not have @type of CommandResponse',
    ],
    [
      'fields of v2 in v3',
      v3(content(holding({ fields: { ...field, '@context': 'dtmi:dtdl:context;2' } }))),
      "'fields' has a value that specifies DTDL context version 2, which is not allowed",
    ],
    [
      'a schema of v3 in an element of v2',
      {
        ...v3(
          content({ '@context': 'dtmi:dtdl:context;2', '@type': 'Property', name: 'p', schema: 'dtmi:a:colours;1' }),
        ),
        schemas: { '@id': 'dtmi:a:colours;1', ...colours },
      },
      "'schema' has a value that specifies DTDL context version 3",
    ],
    [
      'a field that leads back to itself',
      content(holding({ fields: { ...field, schema: { '@type': 'Object', fields: 'dtmi:a:field;1' } } })),
      'exceeds 5 levels',
    ],
    [
      'a context without a version',
      within(['dtmi:dtdl:context;2', 'dtmi:iotcentral:context'], sample),
      'not a valid DTMI for DTDL version 2',
    ],
    [
      'a context with a minor version in v2',
      within(['dtmi:dtdl:context;2', 'dtmi:a:b;1.1'], sample),
      'not a valid DTMI for DTDL version 2',
    ],
    [
      'a context that nobody knows in v3',
      within(['dtmi:dtdl:context;3', 'dtmi:a:b;1'], sample),
      "'dtmi:a:b;1', which is unrecognized",
    ],
    [
      "DTDL's context after IoT Central's, and before it",
      within(['dtmi:dtdl:context;2', 'dtmi:iotcentral:context;2', 'dtmi:dtdl:context;2'], sample),
      'after an affiliate context specifier',
    ],
    [
      "IoT Central's context alone",
      within('dtmi:iotcentral:context;2', sample),
      'does not have a DTDL context specifier',
    ],
    [
      "an identifier of IoT Central's",
      within(['dtmi:iotcentral:context;2', 'dtmi:dtdl:context;2'], { ...sample, '@id': 'dtmi:iotcentral:x;1' }),
      "'dtmi:dtdl:', 'dtmi:standard:', 'dtmi:iotcentral:'",
    ],
    ['a vector of one number', telemetry('AccelerationVector', { schema: 'double' }), 'double that is not vector'],
    ['a place that is a number', telemetry('Location', { schema: 'integer' }), 'integer that is not point or'],
    [
      'an event that is yes or no',
      telemetry('Event', { schema: 'boolean' }),
      'does not have @type of NumericSchema or String',
    ],
    ['a state that is a number', telemetry('State', { schema: 'integer' }), 'does not have @type of Enum'],
    [
      'a vector without its context',
      property({ schema: 'vector' }),
      "'vector' that is neither a valid DTMI reference nor a DTDL term",
    ],
    [
      "IoT Central's types in v3",
      within(
        ['dtmi:dtdl:context;3', 'dtmi:iotcentral:context;2'],
        property({ '@type': ['Property', 'State'], schema: colours }),
      ),
      'State that is',
    ],
    [
      'a property of a relationship twice',
      content({
        '@type': 'Relationship',
        name: 'r',
        properties: [{ '@id': 'dtmi:a:p;1', '@type': 'Property', name: 'p', schema: 'date' }, 'dtmi:a:p;1'],
      }),
      "'properties' contains more than one element whose property 'name' has value 'p'",
    ],
    [
      "a kind of unit as a type, where a context isn't known",
      within(unknown, property({ '@type': ['Property', 'LengthUnit'] })),
      'LengthUnit that is not',
    ],
    [
      'a kind of unit as a type',
      property({ '@type': ['Property', 'LengthUnit'] }),
      'type LengthUnit that is not a DTDL v2 material type',
    ],
    [
      'a class above others as a type',
      within(unknown, property({ '@type': ['Property', 'SemanticType'] })),
      'type SemanticType that is not',
    ],
    [
      'any type where all contexts are known',
      property({ '@type': ['Property', 'dtmi:x:y;1'] }),
      'type dtmi:x:y;1 that is not',
    ],
    [
      'three bases, one of them inside',
      { ...sample, extends: ['dtmi:a:a;1', 'dtmi:a:c;1', { '@id': 'dtmi:a:b;1', '@type': 'Interface' }] },
      'has 3 values',
    ],
    [
      'a word of v3 as a target in v2',
      content({ '@type': 'Relationship', name: 'r', target: 'CommandRequest' }),
      "'CommandRequest' that is neither",
    ],
  ])('refuses: %s', (_title, model, problem) => {
    const { code, message } = errorOf(instance().call('POST', '/models', { body: [model] }));
    expect(code).toBe('DTDLParserError');
    expect(message).toContain(problem);
  });

  test('a list in the place of a model is none, though the parser would read it', () => {
    expect(errorOf(instance().call('POST', '/models', { body: [[sample]] })).message).toContain(
      'Top-level JSON element is neither a JSON object nor',
    );
  });

  test.each(['annotation;1', 'historization;1', 'quantitativeTypes;2'])(
    'the extension %s of v3, which the service has not, is refused',
    (extension) => {
      const body = [within(['dtmi:dtdl:context;3', `dtmi:dtdl:extension:${extension}`], sample)];
      expect(errorOf(instance().call('POST', '/models', { body })).message).toContain('which is unrecognized');
    },
  );

  test('references that meet again and again are read once', () => {
    const level = (at: number) =>
      Array.from({ length: 40 }, (_, index) => ({
        '@id': `dtmi:a:l${at}:f${index};1`,
        name: `f${index}`,
        schema:
          at === 4
            ? 'double'
            : {
                '@type': 'Object',
                fields: Array.from({ length: 40 }, (_field, each) => `dtmi:a:l${at + 1}:f${each};1`),
              },
      }));
    const contents = [1, 2, 3, 4].map((at) => ({
      '@type': 'Telemetry',
      name: `t${at}`,
      schema: { '@type': 'Object', fields: level(at) },
    }));
    expect(instance().call('POST', '/models', { body: [v3({ ...sample, contents })] }).status).toBe(201);
  });
});
