import type { TwinsDocument } from '../port/twins.ts';
import { isObject } from '../text/is-object.ts';
import type { SampleThing } from './sample.ts';

/** What of a thing in the instance differs from the sample: "temperature: 25, was 21.5". */
export type Difference = string;

/** Values of JSON, whatever the order of their keys. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, at) => isSame(each, other[at]));
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
    );
  }
  return one === other;
}

function modelOf(document: TwinsDocument): unknown {
  const { $metadata: metadata } = document;
  return isObject(metadata) ? metadata['$model'] : undefined;
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Everything of a document that people have written: what begins with `$` is the service's own. */
function written(document: TwinsDocument): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('$')));
}

function differencesIn(now: TwinsDocument, then: TwinsDocument): readonly Difference[] {
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])];
  return names
    .filter((name) => !isSame(now[name], then[name]))
    .map((name) => `${name}: ${short(now[name])}, was ${short(then[name])}`);
}

/** What differs between a thing as it is now and as the sample makes it; empty when nothing does. */
export function differences({ key, document }: SampleThing, now: TwinsDocument): readonly Difference[] {
  switch (key.kind) {
    case 'model': {
      if (now['decommissioned'] === true) return ['it is decommissioned'];
      return isSame(now['model'], document) ? [] : ['another definition'];
    }
    case 'twin': {
      const [is, was] = [modelOf(now), modelOf(document)];
      return is === was ? differencesIn(written(now), written(document)) : [`model: ${short(is)}, was ${short(was)}`];
    }
    case 'relationship': {
      const ends = ['$targetId', '$relationshipName'].filter((name) => now[name] !== document[name]);
      return [
        ...ends.map((name) => `${name}: ${short(now[name])}, was ${short(document[name])}`),
        ...differencesIn(written(now), {}),
      ];
    }
  }
}

/** Whether other things of the sample can be built on it: a twin may have other values, but must be of the model. */
export function carries({ key, document }: SampleThing, now: TwinsDocument): boolean {
  return key.kind === 'twin'
    ? modelOf(now) === modelOf(document)
    : differences({ key, document, says: '', needs: [] }, now).length === 0;
}

/** What changes whenever a thing is changed or made anew: when a model was uploaded, the version of all else. */
export function birthOf({ key }: SampleThing, now: TwinsDocument): string {
  return String(key.kind === 'model' ? now['uploadTime'] : now['$etag']);
}
