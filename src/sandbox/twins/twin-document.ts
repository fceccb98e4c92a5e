import type { Content } from './dtdl/content.ts';
import type { Schema } from './dtdl/data-type.ts';
import { type Expanded, expandedModel } from './dtdl/expanded.ts';
import { misfit } from './dtdl/value.ts';
import { etagOf, type Models, updateTime } from './graph.ts';
import { isObject, type Json, type JsonObject, own, ownText, without } from './json.ts';
import { RefusedError } from './refusal.ts';

/** Says whether a property of the twin (`name`) or of a component (`component/name`) is written by this call. */
type Written = (path: string) => boolean;

/** Recorded frame (JavaScript SDK, "create invalid digitaltwin", 2022): the message is always this, the reasons are details. */
function invalidTwin(problems: readonly string[]): RefusedError {
  return new RefusedError(400, 'ValidationFailed', 'Invalid twin specified', problems);
}

/** What a call would make of a twin. */
export interface Draft {
  readonly id: string;
  readonly draft: JsonObject;
  /** The twin as it was, whose times stay where nothing was written. */
  readonly before: JsonObject | undefined;
  readonly written: Written;
  readonly now: Date;
}

/** Builds the twin that is stored and answered: checks the draft against its model and writes `$metadata`. */
export function buildTwin(models: Models, { id, draft, before, written, now }: Draft): JsonObject {
  const metadata = own(draft, '$metadata');
  const modelId = isObject(metadata) ? ownText(metadata, '$model') : undefined;
  if (!isObject(metadata) || modelId === undefined) throw invalidTwin(['$metadata.$model is required.']);
  const model = own(models, modelId) === undefined ? undefined : expandedModel(models, modelId);
  // Recorded wording.
  if (model === undefined) throw invalidTwin([`${modelId} or one of its dependencies does not exist.`]);
  if (own(models, modelId)?.decommissioned === true && model.id !== modelOf(before)) {
    throw new RefusedError(400, 'ModelDecommissioned', `The model ${modelId} of the digital twin is decommissioned.`);
  }

  const writing: Writing = { written, time: updateTime(now), problems: [] };
  const properties = readPart(model, { draft: without(draft, '$dtId', '$etag'), before, prefix: '' }, writing);
  const parts: Record<string, Json> = {};
  for (const content of model.contents.values()) {
    if (content.kind !== 'Component') continue;
    const part = readComponent(models, content, { draft, before }, writing);
    if (part !== undefined) parts[content.name] = part;
  }
  if (writing.problems.length > 0) throw invalidTwin(writing.problems);
  const whole = {
    ...properties.values,
    ...parts,
    $metadata: { $model: modelId, $lastUpdateTime: writing.time, ...properties.metadata },
  };
  return { $dtId: id, $etag: etagOf(whole, before, now), ...whole };
}

/** The identifier of a stored twin's model. */
export function modelOf(twin: JsonObject | undefined): string | undefined {
  const metadata = twin === undefined ? undefined : own(twin, '$metadata');
  return isObject(metadata) ? ownText(metadata, '$model') : undefined;
}

/** A stored document as this api-version shows it: `$lastUpdateTime` came with 2022-05-31 (recordings of 2021 and 2022). */
export function asOf(apiVersion: string, document: JsonObject): JsonObject {
  if (apiVersion !== '2020-10-31') return document;
  const shown = Object.entries(document).map(([key, value]): readonly [string, Json] => {
    if (!isObject(value)) return [key, value];
    if (key === '$metadata') return [key, without(value, '$lastUpdateTime')];
    return [key, hasMetadata(value) ? asOf(apiVersion, value) : value];
  });
  return Object.fromEntries(shown);
}

function hasMetadata(value: JsonObject): boolean {
  return Object.hasOwn(value, '$metadata');
}

interface Part {
  readonly values: Readonly<Record<string, Json>>;
  readonly metadata: Readonly<Record<string, Json>>;
}

/** What one call writes, when, and what is wrong with it. */
interface Writing {
  readonly written: Written;
  readonly time: string;
  readonly problems: string[];
}

/** A twin or a component, as given and as it was. */
interface Given {
  readonly draft: JsonObject;
  readonly before: JsonObject | undefined;
  /** Stands before the names of a component's properties. */
  readonly prefix: string;
}

/** Reads the properties of a twin or a component. */
function readPart(model: Expanded, { draft, before, prefix }: Given, { written, time, problems }: Writing): Part {
  const values: Record<string, Json> = {};
  const metadata: Record<string, Json> = {};
  const given = own(draft, '$metadata');
  const earlier = before === undefined ? undefined : own(before, '$metadata');
  for (const [name, value] of Object.entries(draft)) {
    if (name === '$metadata') continue;
    const content = model.contents.get(name);
    if (content?.kind === 'Component') continue;
    const problem = propertyProblem(content, name, value, model.schemas);
    if (problem !== undefined) {
      problems.push(prefix + problem);
      continue;
    }
    values[name] = value;
    const known = isObject(earlier) ? own(earlier, name) : undefined;
    const kept = !written(prefix + name) && isObject(known);
    metadata[name] = { ...(kept ? known : { lastUpdateTime: time }), ...sourceTime(given, name) };
  }
  return { values, metadata };
}

function sourceTime(metadata: Json | undefined, name: string): { readonly sourceTime?: string } {
  const entry = isObject(metadata) ? own(metadata, name) : undefined;
  const time = isObject(entry) ? ownText(entry, 'sourceTime') : undefined;
  return time === undefined ? {} : { sourceTime: time };
}

/** What keeps a value from being stored under this name. Wording of "it is a Telemetry": a log of the Azure CLI. */
export function propertyProblem(
  content: Content | undefined,
  name: string,
  value: Json,
  schemas: ReadonlyMap<string, Schema>,
): string | undefined {
  if (content === undefined) return `${name} is not defined in the model.`;
  if (content.kind !== 'Property') return `${name} is not a property - it is a ${content.kind}.`;
  const problem = content.schema === undefined ? undefined : misfit(value, content.schema, schemas);
  return problem === undefined ? undefined : `${name} ${problem}.`;
}

/** Reads one component. Belief: the service wants every component of the model in the twin, be it as `{"$metadata":{}}`. */
function readComponent(
  models: Models,
  content: Content,
  { draft, before }: Omit<Given, 'prefix'>,
  writing: Writing,
): Json | undefined {
  const { name, target = '' } = content;
  const given = own(draft, name);
  const model = expandedModel(models, target);
  if (!isObject(given) || !isObject(own(given, '$metadata'))) {
    writing.problems.push(`Component ${name} is required, as an object with $metadata.`);
    return undefined;
  }
  if (model === undefined) {
    writing.problems.push(`${target} or one of its dependencies does not exist.`);
    return undefined;
  }
  const known = before === undefined ? undefined : own(before, name);
  const earlier = isObject(known) ? known : undefined;
  const part = readPart(model, { draft: given, before: earlier, prefix: `${name}/` }, writing);
  const last = earlier === undefined ? undefined : own(earlier, '$metadata');
  const since = isObject(last) ? ownText(last, '$lastUpdateTime') : undefined;
  return {
    ...part.values,
    $metadata: {
      $lastUpdateTime: writing.written(`${name}/`) ? writing.time : (since ?? writing.time),
      ...part.metadata,
    },
  };
}
