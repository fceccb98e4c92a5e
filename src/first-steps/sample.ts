import type { TwinsDocument, TwinsKey } from '../port/twins.ts';

/** One thing of the sample: a model, a twin or a relationship. */
export interface SampleThing {
  readonly key: TwinsKey;
  /** For a line on the screen: "Room", "first-steps-room", "first-steps-floor contains first-steps-room". */
  readonly says: string;
  /** What is sent to make it. */
  readonly document: TwinsDocument;
  /** Ids of the things that must be there first. */
  readonly needs: readonly string[];
}

const context = 'dtmi:dtdl:context;2';

/** A namespace of its own: nobody else's models are called so (DTDL v2, "Digital Twin Model Identifier"). */
const room = 'dtmi:com:example:firststeps:Room;1';
const floor = 'dtmi:com:example:firststeps:Floor;1';
const floorTwin = 'first-steps-floor';
const roomTwin = 'first-steps-room';

function model(id: string, displayName: string, contents: readonly TwinsDocument[]): SampleThing {
  return {
    key: { kind: 'model', id },
    says: displayName,
    document: { '@id': id, '@type': 'Interface', '@context': context, displayName, contents },
    needs: [],
  };
}

function twin(id: string, ofModel: string, properties: TwinsDocument): SampleThing {
  return {
    key: { kind: 'twin', id },
    says: id,
    document: { $metadata: { $model: ofModel }, ...properties },
    needs: [ofModel],
  };
}

const property = (name: string, schema: string): TwinsDocument => ({ '@type': 'Property', name, schema });

/** The sample, in the order in which it is made: a room with a temperature, in a floor. It is removed the other way round. */
export const sample: readonly SampleThing[] = [
  model(room, 'Room', [property('name', 'string'), property('temperature', 'double')]),
  model(floor, 'Floor', [
    property('name', 'string'),
    { '@type': 'Relationship', name: 'contains', displayName: 'contains', target: room },
  ]),
  twin(floorTwin, floor, { name: 'Ground floor' }),
  twin(roomTwin, room, { name: 'Meeting room', temperature: 21.5 }),
  {
    key: { kind: 'relationship', id: 'first-steps-floor-contains-room', source: floorTwin },
    says: `${floorTwin} contains ${roomTwin}`,
    document: { $targetId: roomTwin, $relationshipName: 'contains' },
    needs: [floorTwin, roomTwin],
  },
];

/** The question that the sample answers: which rooms are in the floor, and how warm they are. */
export const query =
  `SELECT floor.name AS floor, room.name AS room, room.temperature AS temperature ` +
  `FROM DIGITALTWINS floor JOIN room RELATED floor.contains WHERE floor.$dtId = '${floorTwin}'`;

/** The columns of its answer, in order. */
export const columns = ['floor', 'room', 'temperature'] as const;

/** Who else has twins of a model: those of the sample don't count. */
export function foreignTwinsOf(modelId: string): string {
  const own = sample.flatMap(({ key }) => (key.kind === 'twin' ? [`T.$dtId != '${key.id}'`] : []));
  return `SELECT TOP(1) FROM DIGITALTWINS T WHERE IS_OF_MODEL(T, '${modelId}') AND ${own.join(' AND ')}`;
}
