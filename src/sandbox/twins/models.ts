import { isDtmi } from './dtdl/dtmi.ts';
import { checked, dependencies, holderOf, type Lookup, lookupIn } from './dtdl/expanded.ts';
import { type Interface, readInterface } from './dtdl/interface.ts';
import { definedTwice, parserError } from './dtdl/parser-error.ts';
import type { Models, StoredModel } from './graph.ts';
import { uploadTime } from './graph.ts';
import { isArray, isObject, type Json, type JsonObject, own, ownText, sizeOf, without } from './json.ts';
import type { Run } from './operation.ts';
import { page } from './paging.ts';
import { answer, invalidArgument, noContent, RefusedError } from './refusal.ts';
import { bodyOf, limits, patchBody, patchError } from './request.ts';

/** POST /models: all of them or none. Answers what the list would say of them. */
export const addModels: Run = (graph, ask, _names, now) => {
  const body = bodyOf(ask, limits.modelsInOneCall * limits.modelBytes);
  // Recorded (JavaScript SDK, "create models empty"), both full stops included.
  if (!isArray(body) || body.length === 0)
    throw invalidArgument(
      'Operation failed as models provided was empty or of a type that is not supported.. Check that your Model Array contains at least one item and it is of a supported type. See link(https://aka.ms/ADTv2Models) for details.',
    );
  if (body.length > limits.modelsInOneCall) {
    throw new RefusedError(
      400,
      'LimitExceeded',
      `At most ${limits.modelsInOneCall} models can be uploaded in one call.`,
    );
  }
  const written = new Set<string>();
  const uploaded: { document: JsonObject; read: Interface }[] = [];
  const interfaces = new Map<string, Interface>();
  for (const document of body) {
    if (sizeOf(document) > limits.modelBytes) throw tooLarge(document);
    const read = readInterface(document);
    for (const each of read.ids) {
      if (written.has(each)) throw definedTwice(each);
      written.add(each);
    }
    for (const each of [read, ...read.inner]) interfaces.set(each.id, each);
    if (isObject(document)) uploaded.push({ document, read });
  }
  const stored = lookupIn(graph.models);
  const lookup: Lookup = (id) => interfaces.get(id) ?? stored(id);
  const there = [...interfaces.keys()].filter((id) => holderOf(graph.models, id) !== undefined);
  if (there.length > 0) throw alreadyExist(there);
  for (const id of interfaces.keys()) checked(id, lookup);
  if (Object.keys(graph.models).length + uploaded.length > limits.models) {
    throw new RefusedError(400, 'LimitExceeded', `An instance can hold at most ${limits.models} models.`);
  }
  const added = uploaded.map(({ document, read }): StoredModel => {
    const { id, description, displayName } = read;
    const inner = read.inner.map((each) => each.id);
    const rest = { decommissioned: false, uploadTime: uploadTime(now), model: document };
    return { id, description, displayName, ...rest, ...(inner.length === 0 ? {} : { inner }) };
  });
  const models = { ...graph.models, ...Object.fromEntries(added.map((each) => [each.id, each])) };
  return {
    reply: answer(
      201,
      added.map((each) => shown(each, false)),
    ),
    graph: { ...graph, models },
  };
};

function tooLarge(document: Json): RefusedError {
  const id = isObject(document) ? ownText(document, '@id') : undefined;
  return parserError(`${id?.slice(0, 200) ?? 'A model'} is larger than 1 MB`);
}

/** GET /models, with includeModelDefinition and dependenciesFor. */
export const listModels: Run = (graph, ask) => {
  const wanted = ask.query.getAll('dependenciesFor').filter((each) => each !== '');
  if (wanted.length > limits.modelsInOneCall) {
    throw new RefusedError(
      400,
      'LimitExceeded',
      `At most ${limits.modelsInOneCall} ids are allowed in 'dependenciesFor'.`,
    );
  }
  const ids = wanted.length === 0 ? Object.keys(graph.models) : withDependencies(graph.models, wanted);
  const full = ask.query.get('includeModelDefinition')?.toLowerCase() === 'true';
  const all = ids.map((id) => shown(found(graph.models, id), full));
  return { reply: answer(200, page(ask, all, limits.modelsOnOnePage)) };
};

/** GET /models/{id} */
export const getModel: Run = (graph, ask, [id = '']) => {
  const full = ask.query.get('includeModelDefinition')?.toLowerCase() === 'true';
  return { reply: answer(200, shown(found(graph.models, id), full)) };
};

/** PATCH /models/{id}: only `decommissioned` can be replaced; saying it twice is no error (recorded). */
export const updateModel: Run = (graph, ask, [id = '']) => {
  const model = found(graph.models, id);
  let decommissioned = model.decommissioned;
  for (const { op, path, value } of patchBody(ask)) {
    if (op !== 'replace' || path !== '/decommissioned' || typeof value !== 'boolean') {
      throw patchError(`Only replace of /decommissioned is allowed on a model, not ${op} of ${path.slice(0, 200)}`);
    }
    decommissioned = value;
  }
  const active = referrers(graph.models, id).filter((each) => own(graph.models, each)?.decommissioned === false);
  if (decommissioned && active.length > 0) {
    throw new RefusedError(
      409,
      'ModelReferencesNotDecommissioned',
      `This model is currently being referenced by ${active.join(', ')}. You must decommission these references before decommissioning the Model.`,
    );
  }
  return { reply: noContent(), graph: { ...graph, models: { ...graph.models, [id]: { ...model, decommissioned } } } };
};

/** DELETE /models/{id}. Twins of the model may stay behind: the service does not look at them. */
export const deleteModel: Run = (graph, _ask, [id = '']) => {
  found(graph.models, id);
  const names = referrers(graph.models, id);
  if (names.length > 0) {
    // Recorded (JavaScript SDK, "delete model with dependencies", 2022), both full stops included.
    throw new RefusedError(
      409,
      'ModelReferencesNotDeleted',
      `This model is currently being referenced by ${names.join(', ')}. You must delete these references before deleting the Model.. To delete references, do Delete Model on Ids provided above.`,
    );
  }
  return { reply: noContent(), graph: { ...graph, models: without(graph.models, id) } };
};

function shown({ model, inner: _, ...rest }: StoredModel, full: boolean): JsonObject {
  return full ? { ...rest, model } : rest;
}

function found(models: Models, id: string): StoredModel {
  if (!isDtmi(id)) {
    // Recorded (.NET SDK, "Models_MalformedModelId", 2023).
    throw invalidArgument(
      `The format of the Model ID ${id.slice(0, 200)} provided is not supported. See model documentation(https://aka.ms/ADTv2Models) for supported format.`,
    );
  }
  const model = own(models, id);
  if (model !== undefined) return model;
  // Recorded exchange: adt models.delete (missing -> 404).
  throw new RefusedError(
    404,
    'ModelNotFound',
    `There is no Model(s) available that matches the provided id(s) ${id}. Check that the Model ID provided is valid by doing a Model_List API call.`,
  );
}

/** Recorded (JavaScript SDK, "create model existing"), and the output in Microsoft's "Tutorial: Code a client app". */
function alreadyExist(ids: readonly string[]): RefusedError {
  return new RefusedError(
    409,
    'ModelIdAlreadyExists',
    `Some of the model ids already exist: ${ids.join(', ')}. Use Model_List API to view models that already exist. See the Swagger example (https://aka.ms/ModelListSwSmpl).`,
  );
}

function referrers(models: Models, id: string): readonly string[] {
  const lookup = lookupIn(models);
  const held = [id, ...(own(models, id)?.inner ?? [])];
  return Object.keys(models).filter((each) => {
    const read = each === id ? undefined : lookup(each);
    return read !== undefined && dependencies(read).some((other) => held.includes(other));
  });
}

function withDependencies(models: Models, wanted: readonly string[]): readonly string[] {
  const lookup = lookupIn(models);
  const all = new Set<string>();
  const open = [...wanted];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (all.has(id)) continue;
    found(models, id);
    all.add(id);
    const read = lookup(id);
    if (read !== undefined) open.push(...dependencies(read).map((each) => holderOf(models, each)?.id ?? each));
  }
  return Object.keys(models).filter((each) => all.has(each));
}
