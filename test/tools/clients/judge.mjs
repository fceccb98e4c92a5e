import { DigitalTwinsClient } from '@azure/digital-twins-core';

/*
 * Every operation of Microsoft's JavaScript client of the twins, unmodified, called once with the instance at the address that is the
 * first argument; the token is the second. Writes a line of JSON: what each operation gave, or the code with which it was refused.
 */
const [, , address, token] = process.argv;
const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
const client = new DigitalTwinsClient(address, credential);
const said = {};

async function call(operation, run) {
  try {
    said[operation] = await run();
  } catch (error) {
    said[operation] = error.code ?? String(error);
  }
}
const listed = async (pages, of) => {
  const found = [];
  for await (const each of pages) found.push(of(each));
  return found;
};
const status = ({ _response }) => _response.status;

const property = (name, schema) => ({ '@type': 'Property', name, schema });
const context = { '@type': 'Interface', '@context': 'dtmi:dtdl:context;2' };
const part = { '@id': 'dtmi:judge:Part;1', ...context, contents: [property('level', 'integer')] };
const room = {
  '@id': 'dtmi:judge:Room;1',
  ...context,
  contents: [
    property('warmth', 'double'),
    { '@type': 'Component', name: 'part', schema: part['@id'] },
    { '@type': 'Relationship', name: 'beside', properties: [property('far', 'boolean')] },
  ],
};
const twin = (warmth) =>
  JSON.stringify({ $metadata: { $model: room['@id'] }, warmth, part: { $metadata: {}, level: 1 } });
const replace = (path, value) => [{ op: 'replace', path, value }];

await call('createModels', async () => (await client.createModels([part, room])).map((each) => each.id));
await call('getModel', async () => (await client.getModel(room['@id'], true)).model['@id']);
await call('listModels', () => listed(client.listModels(undefined, false), (each) => each.id));
await call('upsertDigitalTwin', async () => (await client.upsertDigitalTwin('a', twin(20))).body.$dtId);
await client.upsertDigitalTwin('b', twin(21));
await call('getDigitalTwin', async () => (await client.getDigitalTwin('a')).body.warmth);
await call('updateDigitalTwin', async () => status(await client.updateDigitalTwin('a', replace('/warmth', 22))));
await call('getComponent', async () => (await client.getComponent('a', 'part')).body.level);
await call('updateComponent', async () => status(await client.updateComponent('a', 'part', replace('/level', 2))));
await call('publishTelemetry', async () => status(await client.publishTelemetry('a', { noise: 1 }, 'message-1')));
await call('publishComponentTelemetry', async () =>
  status(await client.publishComponentTelemetry('a', 'part', '{ "noise": 1 }', 'message-2')),
);
const beside = { $relationshipName: 'beside', $targetId: 'b', far: false };
await call('upsertRelationship', async () => (await client.upsertRelationship('a', 'r', beside)).body.$targetId);
await call('getRelationship', async () => (await client.getRelationship('a', 'r')).body.far);
await call('updateRelationship', async () => status(await client.updateRelationship('a', 'r', replace('/far', true))));
await call('listRelationships', () => listed(client.listRelationships('a'), (each) => each.$relationshipId));
await call('listIncomingRelationships', () => listed(client.listIncomingRelationships('b'), (each) => each.sourceId));
await call('queryTwins', () =>
  listed(client.queryTwins('SELECT * FROM digitaltwins WHERE warmth > 21.5'), (each) => each.$dtId),
);
await call('upsertEventRoute', async () => status(await client.upsertEventRoute('route', 'hub', 'true')));
await call('getEventRoute', async () => (await client.getEventRoute('route')).endpointName);
await call('listEventRoutes', () => listed(client.listEventRoutes(), (each) => each.id));
await call('deleteEventRoute', async () => status(await client.deleteEventRoute('route')));
await call('deleteRelationship', async () => status(await client.deleteRelationship('a', 'r')));
await call('deleteDigitalTwin', async () => status(await client.deleteDigitalTwin('b')));
await call('decomissionModel', async () => status(await client.decomissionModel(room['@id'])));
await call('deleteModel', async () => status(await client.deleteModel(room['@id'])));
// What it has and was not called.
const all = Object.getOwnPropertyNames(DigitalTwinsClient.prototype).filter(
  (name) => name !== 'constructor' && !/(All|Page)$/.test(name) && !(name in said),
);
process.stdout.write(`${JSON.stringify({ all, said })}\n`);
