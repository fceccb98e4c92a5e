import type { Frame } from '../expression/frame.ts';
import type { ValueObject } from '../value.ts';
import type { Home } from './home.ts';
import type { Parameters } from './parameters.ts';
import type { Template } from './shape.ts';

/** One resource that a template comes to, after its loops and conditions. */
export interface Planned {
  /** Unique in its template: the symbolic name with its index, or the id in lower case. */
  readonly key: string;
  /** As operations show it: `sites[2]`. */
  readonly symbol?: string;
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Read only: it was there before. */
  readonly existing: boolean;
  /** Keys of those that come before it. */
  readonly needs: readonly string[];
  readonly source: ValueObject;
  readonly frame: Frame;
}

/** What a template comes to with its parameters' values. */
export interface Plan {
  readonly template: Template;
  readonly home: Home;
  readonly parameters: Parameters;
  readonly frame: Frame;
  readonly resources: readonly Planned[];
  /** Resources whose condition is false: nothing is done with them, but they have ids. */
  readonly left: readonly Planned[];
}

/** The resources that a text names: by key, symbolic name, id, `type/name` or name; of those that fit, all. */
export function matching<T extends Pick<Planned, 'key' | 'symbol' | 'id' | 'type' | 'name'>>(
  resources: readonly T[],
  text: string,
): readonly T[] {
  const wanted = text.toLowerCase();
  const byKey = resources.filter(({ key, symbol }) => {
    const own = (symbol ?? key).toLowerCase();
    return own === wanted || (symbol !== undefined && own.replace(/\[\d+\]$/, '') === wanted);
  });
  if (byKey.length > 0) return byKey;
  const byId = resources.filter(({ id }) => id.toLowerCase() === wanted);
  if (byId.length > 0) return byId;
  const byType = resources.filter(({ type, name }) => `${type}/${name}`.toLowerCase() === wanted);
  return byType.length > 0 ? byType : resources.filter(({ name }) => name.toLowerCase() === wanted);
}
