import type { Content } from './content.ts';
import type { Schema } from './data-type.ts';
import type { Interface } from './interface.ts';
import { parserError } from './parser-error.ts';
import { deepest } from './schema.ts';
import { levelsOf } from './vocabulary.ts';

/** What is looked at while references are followed. */
interface Following {
  readonly owner: string;
  readonly where: string;
  readonly declared: ReadonlyMap<string, Schema>;
  /** No array may come (DTDL v2, below a property). */
  readonly noArray: boolean;
  /** The references that led here. */
  readonly path: readonly string[];
  /** The schemas that were looked at already, by depth: many may refer to one. */
  readonly seen: Map<Schema, Set<number>>;
}

/**
 * Checks the schemas of an interface through its references to schemas of its own: each is declared in it, none contains
 * itself, and nothing gets too deep or becomes an array by them.
 */
export function checkReferences(model: Interface): void {
  const start = { owner: model.id, declared: model.schemas, path: [] };
  for (const [id, schema] of model.schemas)
    follow(schema, 0, { ...start, where: `'schemas' value ${id}`, noArray: false, path: [id], seen: new Map() });
  for (const content of model.contents.values()) {
    checkContent(content, "'contents' value", model);
    for (const each of content.properties?.values() ?? []) checkContent(each, "'properties' value", model);
    for (const schema of content.payloads ?? []) checkContent({ ...content, schema }, "'contents' value", model);
  }
}

function checkContent({ kind, name, schema }: Content, value: string, { id, schemas, version }: Interface): void {
  if (schema === undefined) return;
  const noArray = version === 2 && kind === 'Property';
  const where = `${value} with name '${name}'`;
  follow(schema, 0, { owner: id, where, declared: schemas, noArray, path: [], seen: new Map() });
}

function follow(schema: Schema, depth: number, following: Following): void {
  const { owner, where, declared, noArray, path } = following;
  if (schema.kind === 'primitive') {
    if (depth + levelsOf(schema.name) > deepest) throw tooDeep(following);
    if (noArray && levelsOf(schema.name) > 0) throw arrayIn(following);
    return;
  }
  if (schema.kind === 'reference') {
    const found = declared.get(schema.id);
    if (path.includes(schema.id)) {
      throw parserError(
        `${owner} has ${where} which is at the root of a hierarchy that includes itself`,
        'Change the value of one or more properties of elements in the hierarchy to remove the recursion',
      );
    }
    if (found === undefined) {
      throw parserError(
        `${owner} has ${where} whose property 'schema' has value '${schema.id}', which is not declared in ${owner}`,
        "Declare it in 'schemas', or refer to a schema that is declared there",
      );
    }
    return follow(found, depth, { ...following, path: [...path, schema.id] });
  }
  if (depth + 1 > deepest) throw tooDeep(following);
  const depths = following.seen.get(schema) ?? new Set<number>();
  if (depths.has(depth)) return;
  following.seen.set(schema, depths.add(depth));
  switch (schema.kind) {
    case 'array':
      if (noArray) throw arrayIn(following);
      return follow(schema.element, depth + 1, following);
    case 'map':
      return follow(schema.value, depth + 1, following);
    case 'object':
      for (const each of schema.fields.values()) follow(each, depth + 1, following);
      return;
    case 'enum':
      return;
  }
}

function tooDeep({ owner, where }: Following): Error {
  return parserError(
    `${owner} has ${where} which is at the root of a hierarchy that exceeds ${deepest} levels`,
    'Change the value of one or more properties of elements in the hierarchy to reduce the nesting depth',
  );
}

function arrayIn({ owner, where }: Following): Error {
  return parserError(
    `${owner} has ${where} which contains Array, which is not allowed in 'schema' properties under elements of type Property`,
    "Remove all elements of type Array from 'schema' properties under the Property element",
  );
}
