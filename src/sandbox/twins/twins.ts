import { expandedModel } from './dtdl/expanded.ts';
import { incoming, outgoing, type TwinsGraph } from './graph.ts';
import { isObject, type JsonObject, own, ownText, without } from './json.ts';
import type { Outcome, Run } from './operation.ts';
import { applied, pointer, unresolved, valueAt } from './patch.ts';
import { answer, invalidArgument, noContent, RefusedError } from './refusal.ts';
import { bodyOf, checkIfMatch, checkIfNoneMatch, limits, objectBody, type PatchStep, patchBody } from './request.ts';
import { asOf, buildTwin, modelOf } from './twin-document.ts';

/** The twin, or the recorded 404 (JavaScript SDK, "get digitaltwin not existing", 2022). */
export function foundTwin(graph: TwinsGraph, id: string): JsonObject {
  const twin = own(graph.twins, validId(id));
  if (twin !== undefined) return twin;
  throw new RefusedError(
    404,
    'DigitalTwinNotFound',
    `There is no digital twin instance that exists with the ID ${id}. Please verify that the twin id is valid and ensure that the twin is not deleted. See section on querying the twins https://aka.ms/adtv2query.`,
  );
}

/** Microsoft's article "Digital twins and the twin graph": a twin's id has at most 128 characters. */
export function validId(id: string): string {
  if (id === '' || id.length > 128 || /[\u0000-\u001f\u007f]/.test(id)) throw invalidArgument('The id is invalid.');
  return id;
}

function apiVersion(query: URLSearchParams): string {
  return query.get('api-version') ?? '';
}

export function etagHeader(document: JsonObject): { readonly ETag: string } {
  return { ETag: ownText(document, '$etag') ?? '' };
}

/** GET /digitaltwins/{id} */
export const getTwin: Run = (graph, ask, [id = '']) => {
  const twin = foundTwin(graph, id);
  return { reply: answer(200, asOf(apiVersion(ask.query), twin), etagHeader(twin)) };
};

/** PUT /digitaltwins/{id}: 200 whether it is new or replaced (recorded). */
export const putTwin: Run = (graph, ask, [id = ''], now) => {
  const draft = objectBody(ask);
  const before = own(graph.twins, validId(id));
  checkIfNoneMatch(ask, before !== undefined, 'digital twin', id);
  const twin = buildTwin(graph.models, { id, draft, before, written: () => true, now });
  const reply = answer(200, asOf(apiVersion(ask.query), twin), etagHeader(twin));
  return { reply, graph: { ...graph, twins: { ...graph.twins, [id]: twin } } };
};

/** PATCH /digitaltwins/{id}: 204 with the new ETag (recorded). */
export const patchTwin: Run = (graph, ask, [id = ''], now) => {
  const twin = foundTwin(graph, id);
  checkIfMatch(ask, twin);
  return patched(graph, id, patchBody(ask), now);
};

/** DELETE /digitaltwins/{id}: relationships, its own and those of others to it, must be gone. */
export const deleteTwin: Run = (graph, ask, [id = '']) => {
  const twin = foundTwin(graph, id);
  checkIfMatch(ask, twin);
  if (outgoing(graph, id).length > 0 || incoming(graph, id).length > 0) {
    // Recorded (JavaScript SDK, "query digital twin", 2022).
    throw new RefusedError(
      400,
      'RelationshipsNotDeleted',
      `Twin ${id} has active relationships. Cannot delete a twin unless all the relationships are deleted. Please ensure that the active relationships on the twin are deleted. See section on retrieving relationships https://aka.ms/adtv2twins.`,
    );
  }
  return { reply: noContent(), graph: { ...graph, twins: without(graph.twins, id) } };
};

/**
 * GET /digitaltwins/{id}/components/{path}; the ETag is the twin's. Recorded ("get component simple", 2023): its
 * `$lastUpdateTime` is there in 2020-10-31, too, where the twin shows none.
 */
export const getComponent: Run = (graph, _ask, [id = '', path = '']) => {
  const twin = foundTwin(graph, id);
  const component = own(twin, path);
  if (!isComponent(graph, twin, path) || !isObject(component)) throw componentNotFound(id, path);
  return { reply: answer(200, component, etagHeader(twin)) };
};

/** PATCH /digitaltwins/{id}/components/{path}. An unknown component is a path that leads nowhere (recorded). */
export const patchComponent: Run = (graph, ask, [id = '', path = ''], now) => {
  const twin = foundTwin(graph, id);
  checkIfMatch(ask, twin);
  const name = path.replaceAll('~', '~0').replaceAll('/', '~1');
  const steps = patchBody(ask).map((each) => ({ ...each, path: `/${name}${each.path}` }));
  return patched(graph, id, steps, now);
};

/** POST …/telemetry: taken, and sent nowhere, for the sandbox has no endpoints. */
export const sendTelemetry: Run = (graph, ask, [id = '', path]) => {
  const twin = foundTwin(graph, id);
  if (path !== undefined && !isComponent(graph, twin, path)) throw componentNotFound(id, path);
  const message = ask.headers['message-id'] ?? '';
  if (message === '') throw invalidArgument('The Message-Id header is required.');
  // Whatever it is: Microsoft's own tests send a text (JavaScript SDK, "publish component telemetry").
  bodyOf(ask, limits.twinBytes);
  return { reply: noContent() };
};

function patched(graph: TwinsGraph, id: string, steps: readonly PatchStep[], now: Date): Outcome {
  const twin = foundTwin(graph, id);
  const written = new Set<string>();
  let draft: JsonObject = without(twin, '$dtId', '$etag');
  for (const step of steps) {
    const at = pointer(step.path);
    const [first = ''] = at;
    const index = at.indexOf('$metadata');
    if (index >= 0) {
      draft = withMetadata(draft, step, at, index);
    } else {
      if (first.startsWith('$')) throw unresolved(step.path);
      draft = applied(draft, step);
    }
    const inside = isComponent(graph, twin, first) && at.length > 1;
    written.add(inside ? at.slice(0, 2).join('/') : first);
  }
  // Recorded ("update component multiple", 2023): a component's own time moves with what is written there, not with what is removed.
  for (const path of [...written]) {
    const [first, ...rest] = path.split('/');
    if (rest.length > 0 && valueAt(draft, path.split('/')) !== undefined) written.add(`${first ?? ''}/`);
  }
  const isWritten = (path: string): boolean => written.has(path) || written.has(path.split('/')[0] ?? '');
  const next = buildTwin(graph.models, { id, draft, before: twin, written: isWritten, now });
  return { reply: noContent(etagHeader(next)), graph: { ...graph, twins: { ...graph.twins, [id]: next } } };
}

/**
 * Of the metadata a patch may write the model, `/$metadata/$model`, and a property's time at the source,
 * `/$metadata/name/sourceTime`, which "replace" may also write where there was none (example in Microsoft's specification).
 */
function withMetadata(draft: JsonObject, step: PatchStep, at: readonly string[], index: number): JsonObject {
  const [name = '', last, ...rest] = at.slice(index + 1);
  if (index > 1 || rest.length > 0) throw unresolved(step.path);
  if (index === 0 && name === '$model' && last === undefined && step.op === 'replace') return applied(draft, step);
  if (last !== 'sourceTime' || name.startsWith('$')) throw unresolved(step.path);
  const entry = at.slice(0, index + 2);
  const ready = isObject(valueAt(draft, entry))
    ? draft
    : applied(draft, { ...step, op: 'add', value: {} }, undefined, entry);
  return applied(ready, step.op === 'replace' ? { ...step, op: 'add' } : step);
}

function isComponent(graph: TwinsGraph, twin: JsonObject, name: string): boolean {
  return expandedModel(graph.models, modelOf(twin) ?? '')?.contents.get(name)?.kind === 'Component';
}

/** Recorded (JavaScript SDK, "get component not existing", 2022), the missing full stop included. */
function componentNotFound(id: string, path: string): RefusedError {
  return new RefusedError(
    404,
    'ComponentNotFound',
    `${id} does not have component ${path} Please verify that the component path is correct. You can get components by getting the twin, See example https://aka.ms/TwinGetSwSmpl.`,
  );
}
