import { inAddress } from '../../text/in-address.ts';
import type { Content } from './dtdl/content.ts';
import type { Schema } from './dtdl/data-type.ts';
import { expandedModel } from './dtdl/expanded.ts';
import { etagOf, incoming, outgoing, type TwinsGraph } from './graph.ts';
import { type JsonObject, own, ownText, without } from './json.ts';
import type { Run } from './operation.ts';
import { page } from './paging.ts';
import { applied, missingSegment, pointer, unresolved } from './patch.ts';
import { answer, invalidArgument, noContent, RefusedError } from './refusal.ts';
import { checkIfMatch, checkIfNoneMatch, limits, objectBody, patchBody } from './request.ts';
import { modelOf, propertyProblem } from './twin-document.ts';
import { etagHeader, foundTwin, validId } from './twins.ts';

const systemNames = ['$relationshipId', '$etag', '$sourceId', '$relationshipName', '$targetId'];

/** GET /digitaltwins/{id}/relationships, all or those of one name. */
export const listRelationships: Run = (graph, ask, [id = '']) => {
  foundTwin(graph, id);
  const name = ask.query.get('relationshipName');
  const all = outgoing(graph, id).filter((each) => name === null || each['$relationshipName'] === name);
  return { reply: answer(200, page(ask, all, limits.rowsOnOnePage)) };
};

/** GET /digitaltwins/{id}/incomingrelationships. Each says where it comes from, and nothing of its properties. */
export const listIncoming: Run = (graph, ask, [id = '']) => {
  foundTwin(graph, id);
  const all = incoming(graph, id).map((each) => {
    const { $relationshipId = '', $sourceId = '', $relationshipName = '' } = each;
    const link = [$sourceId, $relationshipId].map((part) => inAddress(part as string));
    const $relationshipLink = `/digitaltwins/${link.join('/relationships/')}`;
    return { $relationshipId, $sourceId, $relationshipName, $relationshipLink };
  });
  return { reply: answer(200, page(ask, all, limits.rowsOnOnePage)) };
};

/** GET /digitaltwins/{id}/relationships/{relationshipId} */
export const getRelationship: Run = (graph, _ask, [id = '', relationshipId = '']) => {
  const relationship = found(graph, id, relationshipId);
  return { reply: answer(200, relationship, etagHeader(relationship)) };
};

/** PUT /digitaltwins/{id}/relationships/{relationshipId} */
export const putRelationship: Run = (graph, ask, [id = '', relationshipId = ''], now) => {
  const draft = objectBody(ask);
  const source = foundTwin(graph, id);
  const siblings = own(graph.relationships, id) ?? {};
  const before = own(siblings, validId(relationshipId));
  checkIfNoneMatch(ask, before !== undefined, 'relationship', relationshipId);
  const name = ownText(draft, '$relationshipName');
  const targetId = ownText(draft, '$targetId');
  if (name === undefined || targetId === undefined) {
    throw invalidArgument('$relationshipName and $targetId are required.');
  }
  if (targetId === id) {
    throw new RefusedError(400, 'OperationNotAllowed', 'The relationship cannot connect to the same digital twin.');
  }
  const declared = declaredRelationship(graph, source, name);
  const target = own(graph.twins, targetId);
  if (target === undefined) {
    // Recorded ("create invalid relationship: invalid twin target id", 2023), the blank before the full stop included.
    throw new RefusedError(
      404,
      'TargetDigitalTwinNotFound',
      'The target digital twin is invalid or does not exist. Please validate that the target twin is valid and ensure that the target twin is not deleted. See section on querying the twins https://aka.ms/adtv2query .',
    );
  }
  const kinds = expandedModel(graph.models, modelOf(target) ?? '')?.kinds;
  if (declared.content.target !== undefined && kinds?.has(declared.content.target) !== true) {
    throw new RefusedError(
      400,
      'InvalidRelationship',
      `The target of ${name} must be of model ${declared.content.target}.`,
    );
  }
  const properties = without(draft, ...systemNames);
  checkProperties(declared, properties);
  const rest = { $sourceId: id, $relationshipName: name, $targetId: targetId, ...properties };
  const relationship = { $relationshipId: relationshipId, $etag: etagOf(rest, before, now), ...rest };
  return {
    reply: answer(200, relationship, etagHeader(relationship)),
    graph: withRelationships(graph, id, { ...siblings, [relationshipId]: relationship }),
  };
};

/** PATCH /digitaltwins/{id}/relationships/{relationshipId}: properties only, never its ends or its name. */
export const patchRelationship: Run = (graph, ask, [id = '', relationshipId = ''], now) => {
  const before = found(graph, id, relationshipId);
  checkIfMatch(ask, before);
  let draft: JsonObject = before;
  for (const step of patchBody(ask)) {
    if (pointer(step.path)[0]?.startsWith('$') === true) throw unresolved(step.path);
    draft = applied(draft, step, missingSegment);
  }
  const name = ownText(before, '$relationshipName') ?? '';
  checkProperties(declaredRelationship(graph, foundTwin(graph, id), name), without(draft, ...systemNames));
  const relationship = { ...draft, $etag: etagOf(draft, before, now) };
  return {
    reply: noContent(etagHeader(relationship)),
    graph: withRelationships(graph, id, { ...own(graph.relationships, id), [relationshipId]: relationship }),
  };
};

/** DELETE /digitaltwins/{id}/relationships/{relationshipId} */
export const deleteRelationship: Run = (graph, ask, [id = '', relationshipId = '']) => {
  checkIfMatch(ask, found(graph, id, relationshipId));
  const rest = without(own(graph.relationships, id) ?? {}, relationshipId);
  return { reply: noContent(), graph: withRelationships(graph, id, rest) };
};

function found(graph: TwinsGraph, id: string, relationshipId: string): JsonObject {
  foundTwin(graph, id);
  const relationship = own(own(graph.relationships, id) ?? {}, validId(relationshipId));
  if (relationship !== undefined) return relationship;
  // Recorded (JavaScript SDK, "delete relationship", 2022).
  throw new RefusedError(
    404,
    'RelationshipNotFound',
    `Relationship ${relationshipId} not found on twin ${id}. Please verify that the relationship id is valid and ensure that the relationship is not deleted. See section on listing relationships in the documentation https://aka.ms/adtv2twins.`,
  );
}

interface Declared {
  readonly content: Content;
  readonly schemas: ReadonlyMap<string, Schema>;
}

function declaredRelationship(graph: TwinsGraph, source: JsonObject, name: string): Declared {
  const model = expandedModel(graph.models, modelOf(source) ?? '');
  const content = model?.contents.get(name);
  if (model !== undefined && content?.kind === 'Relationship') return { content, schemas: model.schemas };
  throw new RefusedError(
    400,
    'InvalidRelationship',
    `The relationship ${name} is not defined in the model ${modelOf(source) ?? ''} of the source.`,
  );
}

function checkProperties({ content, schemas }: Declared, properties: JsonObject): void {
  const problems = Object.entries(properties)
    .map(([name, value]) => propertyProblem(content.properties?.get(name), name, value, schemas))
    .filter((each) => each !== undefined);
  if (problems.length > 0) {
    throw new RefusedError(400, 'ValidationFailed', 'Invalid relationship specified', problems);
  }
}

function withRelationships(graph: TwinsGraph, id: string, of: Readonly<Record<string, JsonObject>>): TwinsGraph {
  const relationships =
    Object.keys(of).length === 0 ? without(graph.relationships, id) : { ...graph.relationships, [id]: of };
  return { ...graph, relationships };
}
