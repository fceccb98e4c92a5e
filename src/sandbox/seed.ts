import { isObject } from '../text/is-object.ts';
import { type Refusal, refusal } from './arm/refusal.ts';

/** An instance that is to be there, and what it is to hold. */
export interface Seed {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly models: readonly unknown[];
  readonly twins: readonly Readonly<Record<string, unknown>>[];
  readonly relationships: readonly Readonly<Record<string, unknown>>[];
}

export function invalidSeed(message: string): Refusal {
  return refusal(400, 'InvalidSeed', message);
}

function objectsIn(value: unknown, what: string): readonly Readonly<Record<string, unknown>>[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw invalidSeed(`'${what}' must be an array of objects.`);
}

function textIn(entry: Readonly<Record<string, unknown>>, name: string, usual?: string): string {
  const value = entry[name] ?? usual;
  if (typeof value === 'string' && value !== '') return value;
  throw invalidSeed(`'${name}' of an instance must be a text.`);
}

/**
 * What a body asks for: `{ "instances": [{ "name", "resourceGroup", "location"?, "tags"?, "models"?, "twins"?, "relationships"? }] }`.
 * @throws Refusal for anything else.
 */
export function seedsIn(body: unknown): readonly Seed[] {
  const all = objectsIn(isObject(body) ? (body['instances'] ?? null) : null, 'instances');
  return all.map((entry) => {
    const { tags = {}, models = [] } = entry;
    if (!isObject(tags)) throw invalidSeed("'tags' of an instance must be an object.");
    if (!Array.isArray(models)) throw invalidSeed("'models' of an instance must be an array.");
    return {
      name: textIn(entry, 'name'),
      resourceGroup: textIn(entry, 'resourceGroup'),
      location: textIn(entry, 'location', 'westeurope'),
      tags,
      models,
      twins: objectsIn(entry['twins'], 'twins'),
      relationships: objectsIn(entry['relationships'], 'relationships'),
    };
  });
}
