import { isObject } from '../../text/is-object.ts';
import { unusable } from '../refusals/unusable.ts';

/** What a property of an answer may be; with a question mark it may be missing, or null. */
type Shape = 'text' | 'text?' | 'texts?' | 'object?' | 'objects?' | 'tags?';

const isText = (value: unknown): boolean => typeof value === 'string';

const fits: Readonly<Record<Shape, (value: unknown) => boolean>> = {
  text: (value) => isText(value) && value !== '',
  'text?': isText,
  'texts?': (value) => Array.isArray(value) && value.every(isText),
  'object?': isObject,
  'objects?': (value) => Array.isArray(value) && value.every(isObject),
  'tags?': (value) => isObject(value) && Object.values(value).every(isText),
};

/**
 * An entry as the SDK gives it, whose properties are what its types say: the SDK itself doesn't look. What is null is left out.
 * @throws SetupError for an answer whose values are something else.
 */
export function shaped<Of extends object>(
  entry: Of,
  shapes: { readonly [Key in keyof Of]?: Shape },
  doing: string,
): Of {
  if (!isObject(entry)) throw unusable(doing);
  const known = Object.entries(entry).filter(([, value]) => value !== null && value !== undefined);
  const shown = Object.fromEntries(known) as Of;
  for (const [key, shape] of Object.entries(shapes) as [keyof Of, Shape][]) {
    const value: unknown = shown[key];
    const isMissing = value === undefined && shape.endsWith('?');
    if (!isMissing && !fits[shape](value)) throw unusable(doing);
  }
  return shown;
}
