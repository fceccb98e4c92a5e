import { describe, expect, test } from '@jest/globals';
import { building, errorOf, instance } from '../instance.ts';
import { sample } from './sample.ts';

const strict = { 'Strict-Transport-Security': 'max-age=2592000' };

describe('as recorded', () => {
  test('recorded exchange: adt models.add', () => {
    const reply = instance().call('POST', '/models', { body: [sample], version: '2020-10-31' });
    expect(reply).toEqual({
      status: 201,
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...strict },
      body: [
        {
          id: 'dtmi:samples:DTTestBuilding;1',
          description: {},
          displayName: { en: 'Building' },
          decommissioned: false,
          uploadTime: '2024-05-06T07:08:09.12+00:00',
        },
      ],
    });
    expect(Object.keys((reply.body as object[])[0] ?? {})).toEqual([
      'id',
      'description',
      'displayName',
      'decommissioned',
      'uploadTime',
    ]);
  });

  test('recorded exchange: adt models.list, with nextLink null on the last page', () => {
    const reply = building().call('GET', '/models?includeModelDefinition=false');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ nextLink: null });
    expect(Object.keys((reply.body as { value: object[] }).value[0] ?? {})).not.toContain('model');
  });

  test('recorded exchange: adt models.delete (missing -> 404)', () => {
    const path = '/models/dtmi%3Asamples%3ADTModelTestsModel%3B1';
    const reply = instance().call('DELETE', path, { version: '2020-10-31' });
    expect(instance().call('DELETE', path, { version: '2023-06-30' }).headers).toMatchObject({
      'x-ms-error-code': 'ModelNotFound',
    });
    expect(reply).toEqual({
      status: 404,
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...strict },
      body: {
        error: {
          code: 'ModelNotFound',
          message:
            'There is no Model(s) available that matches the provided id(s) dtmi:samples:DTModelTestsModel;1. Check that the Model ID provided is valid by doing a Model_List API call.',
        },
      },
    });
  });

  test('recorded exchange: adt models.delete (204)', () => {
    const adt = building();
    expect(adt.call('DELETE', '/models/dtmi%3Aexample%3AFloor%3B1')).toEqual({ status: 204, headers: strict });
    expect(adt.call('GET', '/models/dtmi:example:Floor;1').status).toBe(404);
  });

  test('JavaScript SDK, delete model with dependencies (2022)', () => {
    expect(errorOf(building().call('DELETE', '/models/dtmi:example:Thermostat;1'))).toEqual({
      status: 409,
      code: 'ModelReferencesNotDeleted',
      message:
        'This model is currently being referenced by dtmi:example:Suite;1. You must delete these references before deleting the Model.. To delete references, do Delete Model on Ids provided above.',
    });
  });

  test.each([[[]], [{}], ['models']])('JavaScript SDK, create models empty (2023), and its like: %j', (body) => {
    expect(errorOf(instance().call('POST', '/models', { body }))).toMatchObject({
      code: 'InvalidArgument',
      message:
        'Operation failed as models provided was empty or of a type that is not supported.. Check that your Model Array contains at least one item and it is of a supported type. See link(https://aka.ms/ADTv2Models) for details.',
    });
  });

  test('JavaScript SDK, create model invalid model (2023): no @id', () => {
    const rest = Object.fromEntries(Object.entries(sample).filter(([key]) => key !== '@id'));
    expect(errorOf(instance().call('POST', '/models', { body: [rest] }))).toEqual({
      status: 400,
      code: 'DTDLParserError',
      message:
        "None of the models in this request could be created due to a problem with one or more models: In source, top-level JSON element requires an identifer but none provided. Add an '@id' property whose value is a string that conforms to the DTMI syntax -- see https://github.com/Azure/digital-twin-model-identifier.. See model documentation(https://aka.ms/ADTv2Models) for supported format.",
    });
  });

  test('JavaScript SDK, create model invalid reference (2023)', () => {
    const body = [{ ...sample, contents: [{ '@type': 'Component', name: 'Component1', schema: 'XXX' }] }];
    expect(errorOf(instance().call('POST', '/models', { body }))).toEqual({
      status: 400,
      code: 'DTDLParserError',
      message:
        "None of the models in this request could be created due to a problem with one or more models: dtmi:samples:DTTestBuilding;1 has 'contents' value with name 'Component1' whose property 'schema' has value 'XXX' that is neither a valid DTMI reference nor a DTDL term. Replace the value of property 'schema' with a valid DTMI reference or a term defined by DTDL -- see https://github.com/Azure/opendigitaltwins-dtdl/tree/master/DTDL. | dtmi:samples:DTTestBuilding;1 has 'contents' value with name 'Component1' whose property 'schema' has no valid value but one is required. Provide a value for 'schema' that is either an element definition or a DTMI reference.. See model documentation(https://aka.ms/ADTv2Models) for supported format.",
    });
  });

  test('JavaScript SDK, create model existing: a model is never overwritten, and all that exist are named', () => {
    const adt = building();
    const body = ['Room', 'New', 'Floor'].map((name) => ({ ...sample, '@id': `dtmi:example:${name};1` }));
    expect(errorOf(adt.call('POST', '/models', { body }))).toEqual({
      status: 409,
      code: 'ModelIdAlreadyExists',
      message:
        'Some of the model ids already exist: dtmi:example:Room;1, dtmi:example:Floor;1. Use Model_List API to view models that already exist. See the Swagger example (https://aka.ms/ModelListSwSmpl).',
    });
  });

  test('JavaScript SDK, decommission model already decommissioned (2022): 204 both times', () => {
    const adt = building();
    const body = [{ op: 'replace', path: '/decommissioned', value: true }];
    expect(adt.call('PATCH', '/models/dtmi:example:Floor;1', { body })).toEqual({ status: 204, headers: strict });
    expect(adt.call('GET', '/models/dtmi:example:Floor;1').body).toMatchObject({ decommissioned: true });
    expect(adt.call('PATCH', '/models/dtmi:example:Floor;1', { body }).status).toBe(204);
  });
});
