import type { Exchange } from './replay.ts';
import {
  added,
  ask,
  error,
  invalidArgument,
  model,
  modelPath,
  noModel,
  property,
  removed,
  telemetry,
  told,
  without,
} from './said.ts';

const one = 'dtmi:samples:DTModelTestsModel;1';
const part = 'dtmi:samples:DTModelTestsComponent;1';
const component = model(part, 'Component1', property('ComponentProp1', 'string'), telemetry('ComponentTelemetry1'));
const temporary = (schema: string) =>
  model(
    one,
    'TempModel',
    property('Prop1', 'string'),
    { '@type': 'Component', name: 'Component1', schema },
    telemetry('Telemetry1'),
  );
const both = [component, temporary(part)];

const unparsed = (problem: string): { answer: object } =>
  error(
    'DTDLParserError',
    `None of the models in this request could be created due to a problem with one or more models: ${problem}. See model documentation(https://aka.ms/ADTv2Models) for supported format.`,
  );
const nameless = Object.fromEntries(Object.entries(component).filter(([key]) => key !== '@id' && key !== '@type'));
const decommission = ask('PATCH', modelPath(part), 204, {
  body: [{ op: 'replace', path: '/decommissioned', value: true }],
});
const shown = (decommissioned: boolean): Exchange =>
  ask('GET', `${modelPath(part)}?includeModelDefinition=false`, 200, { answer: told(component, decommissioned) });

/** Microsoft's JavaScript SDK, "DigitalTwins Models - create, read, list, delete operations", recorded 9 January 2023. */
export const models: Readonly<Record<string, readonly Exchange[]>> = {
  'create models empty': [
    ...without(one, part),
    ask('POST', '/models', 400, {
      body: [],
      ...invalidArgument(
        'Operation failed as models provided was empty or of a type that is not supported.. Check that your Model Array contains at least one item and it is of a supported type. See link(https://aka.ms/ADTv2Models) for details.',
      ),
    }),
  ],
  'create models': [...without(one, part), added(both), ...removed(one, part)],
  'create model existing': [
    ...without(one, part),
    added(both),
    ask('POST', '/models', 409, {
      body: both,
      ...error(
        'ModelIdAlreadyExists',
        `Some of the model ids already exist: ${part}, ${one}. Use Model_List API to view models that already exist. See the Swagger example (https://aka.ms/ModelListSwSmpl).`,
      ),
    }),
    ...removed(one, part),
  ],
  'create model invalid model': [
    ...without(one, part),
    ask('POST', '/models', 400, {
      body: [nameless],
      ...unparsed(
        "In source, top-level JSON element requires an identifer but none provided. Add an '@id' property whose value is a string that conforms to the DTMI syntax -- see https://github.com/Azure/digital-twin-model-identifier.",
      ),
    }),
    ...without(one, part),
  ],
  'create model invalid reference': [
    ...without(one, part),
    ask('POST', '/models', 400, {
      body: [temporary('XXX')],
      ...unparsed(
        `${one} has 'contents' value with name 'Component1' whose property 'schema' has value 'XXX' that is neither a valid DTMI reference nor a DTDL term. Replace the value of property 'schema' with a valid DTMI reference or a term defined by DTDL -- see https://github.com/Azure/opendigitaltwins-dtdl/tree/master/DTDL. | ${one} has 'contents' value with name 'Component1' whose property 'schema' has no valid value but one is required. Provide a value for 'schema' that is either an element definition or a DTMI reference.`,
      ),
    }),
    ...without(one, part),
  ],
  'get model': [...without(one, part), added(both), shown(false), ...removed(one, part)],
  'get model with definition': [
    ...without(one, part),
    added(both),
    ask('GET', `${modelPath(part)}?includeModelDefinition=true`, 200, {
      answer: { ...told(component), model: component },
    }),
    ...removed(one, part),
  ],
  'list models with definition': [
    ...without(one, part),
    added(both),
    ask('GET', '/models?includeModelDefinition=true', 200, {
      answer: { value: both.map((each) => ({ ...told(each), model: each })), nextLink: null },
    }),
    ...removed(one, part),
  ],
  'decommission model': [
    ...without(one, part),
    added([component]),
    shown(false),
    decommission,
    shown(true),
    ...without(one),
    ...removed(part),
  ],
  'decommission model already decommissioned': [
    ...without(one, part),
    added([component]),
    shown(false),
    decommission,
    shown(true),
    decommission,
    shown(true),
    ...without(one),
    ...removed(part),
  ],
  'decommission model not existing': [
    ...without(one, part),
    { ...decommission, status: 404, ...noModel(part) },
    ...without(one, part),
  ],
  'delete model already deleted': [
    ...without(one, part),
    added(both),
    ...removed(one),
    ...without(one, one),
    ...removed(part),
  ],
  'delete model with dependencies': [
    ...without(one, part),
    added(both),
    ask('DELETE', modelPath(part), 409, {
      ...error(
        'ModelReferencesNotDeleted',
        `This model is currently being referenced by ${one}. You must delete these references before deleting the Model.. To delete references, do Delete Model on Ids provided above.`,
      ),
    }),
    ...removed(one, part),
    ...[part, one].map((id) => ask('GET', `${modelPath(id)}?includeModelDefinition=false`, 404, noModel(id))),
    ...without(one, part),
  ],
};
