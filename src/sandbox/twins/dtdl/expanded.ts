import type { Models, StoredModel } from '../graph.ts';
import { own } from '../json.ts';
import type { Content } from './content.ts';
import type { Schema } from './data-type.ts';
import { type Interface, readInterface } from './interface.ts';
import { parserError } from './parser-error.ts';
import { checkReferences } from './references.ts';

/** An interface with all that it inherits. */
export interface Expanded {
  readonly id: string;
  /** Itself and everything it extends, near and far. */
  readonly kinds: ReadonlySet<string>;
  readonly contents: ReadonlyMap<string, Content>;
  readonly schemas: ReadonlyMap<string, Schema>;
}

/** Finds an interface by identifier. */
export type Lookup = (id: string) => Interface | undefined;

const readAlready = new WeakMap<object, Interface>();

/** The stored model whose document defines an interface: its own, or one that another is written in. */
export function holderOf(models: Models, id: string): StoredModel | undefined {
  return own(models, id) ?? Object.values(models).find(({ inner }) => inner?.includes(id) === true);
}

/** Looks interfaces up among stored models, reading each document once. */
export function lookupIn(models: Models): Lookup {
  return (id) => {
    const stored = holderOf(models, id);
    if (stored === undefined) return undefined;
    const read = readAlready.get(stored.model) ?? readInterface(stored.model);
    readAlready.set(stored.model, read);
    return read.id === id ? read : read.inner.find((each) => each.id === id);
  };
}

/** DTDL v2 and v3, "Interface": the depth of `extends`. */
const deepest = 10;

/**
 * Follows `extends`, and checks that every component's interface is there.
 * A relationship's target need not be: only `extends` and components make a model depend on another
 * (Microsoft's article "Manage DTDL models", on deletion).
 */
function expand(id: string, lookup: Lookup): Expanded {
  const kinds = new Set<string>();
  const contents = new Map<string, Content>();
  const declaredBy = new Map<string, string>();
  const schemas = new Map<string, Schema>();
  const visit = (at: string, path: readonly string[]): void => {
    if (path.includes(at)) throw parserError(`${at} extends itself, by way of ${path.join(', ')}`);
    if (path.length > deepest) throw parserError(`${id} has 'extends' nested more than ${deepest} levels deep`);
    if (kinds.has(at)) return;
    const found = lookup(at);
    if (found === undefined) {
      throw parserError(`${path.at(-1) ?? id} has 'extends' whose value '${at}' refers to an undefined model`);
    }
    kinds.add(at);
    for (const [key, schema] of found.schemas) schemas.set(key, schema);
    for (const [name, content] of found.contents) {
      const other = declaredBy.get(name);
      if (other !== undefined) {
        throw parserError(
          `${id} has, or inherits, more than one 'contents' value with name '${name}': in ${other} and ${at}`,
        );
      }
      declaredBy.set(name, at);
      contents.set(name, content);
    }
    for (const base of found.bases) visit(base, [...path, at]);
  };
  visit(id, []);
  return { id, kinds, contents, schemas };
}

/** As `expand`, and everything that it refers to is found and right: components without components, schemas declared. */
export function checked(id: string, lookup: Lookup): Expanded {
  const model = expand(id, lookup);
  const own = lookup(id);
  if (own === undefined) return model;
  // DTDL v2, "Interface": at most 300 contents, those that are inherited among them.
  if (own.version === 2 && model.contents.size > 300) {
    throw parserError(
      `${id}'s property 'contents' has ${model.contents.size} values but no more than 300 values are allowed`,
      "Remove one or more 'contents' property values from the object until the maximum count is not exceeded",
    );
  }
  for (const base of own.bases) checkVersion(own, base, 'extends', lookup);
  for (const content of own.contents.values()) {
    if (content.kind === 'Component') checkComponent(own, content, lookup);
  }
  checkReferences(own);
  return model;
}

function checkComponent(own: Interface, { name, target = '', version = own.version }: Content, lookup: Lookup): void {
  if (lookup(target) === undefined) {
    throw parserError(
      `${own.id} has 'contents' value with name '${name}' whose property 'schema' has value '${target}' that refers to an undefined model`,
    );
  }
  checkVersion({ ...own, version }, target, 'schema', lookup);
  // An interface that is its own component contains a component, too.
  if (target === own.id || [...expand(target, lookup).contents.values()].some((each) => each.kind === 'Component')) {
    throw parserError(
      `${own.id} has 'contents' value with name '${name}' which contains Component, which is not allowed in 'schema' properties under elements of type Component`,
      "Remove all elements of type Component from 'schema' properties under the Component element",
    );
  }
}

/** What is written in v2 can't refer to what is written in v3. */
function checkVersion(own: Interface, id: string, property: string, lookup: Lookup): void {
  const other = lookup(id)?.version;
  if (own.version !== 2 || other !== 3) return;
  throw parserError(
    `${own.id}'s property '${property}' refers to ${id}, which is defined using DTDL version 3, which is not allowed for this property`,
    `Change the value of property '${property}' to an element defined using one of the following DTDL versions: 2`,
  );
}

const expandedAlready = new WeakMap<Models, Map<string, Expanded | undefined>>();

/** The stored model with all that it inherits; undefined when it, or something it needs, is not there. */
export function expandedModel(models: Models, id: string): Expanded | undefined {
  const known = expandedAlready.get(models) ?? new Map<string, Expanded | undefined>();
  expandedAlready.set(models, known);
  if (known.has(id)) return known.get(id);
  const lookup = lookupIn(models);
  const model = lookup(id) === undefined ? undefined : expand(id, lookup);
  known.set(id, model);
  return model;
}

/** What a model refers to directly in a way that keeps it from being deleted. */
export function dependencies(model: Interface): readonly string[] {
  const all = new Set<string>();
  for (const { bases, contents } of [model, ...model.inner]) {
    for (const each of bases) all.add(each);
    for (const { kind, target = '' } of contents.values()) if (kind === 'Component') all.add(target);
  }
  for (const each of [model, ...model.inner]) all.delete(each.id);
  return [...all];
}
