import type { Argv } from '../text/argv.ts';
import type { Tags } from './kind.ts';

function pairs(tags: Tags): readonly string[] {
  return Object.entries(tags).map(([key, value]) => `${key}=${value}`);
}

/** The tags as arguments of an `az` command; none where there are none. */
export function tagArguments(tags: Tags): Argv {
  return Object.keys(tags).length === 0 ? [] : ['--tags', ...pairs(tags)];
}

/** The tags as the end of a sentence: ", the tags costCenter=7, env=dev"; empty where there are none. */
export function tagWords(tags: Tags): string {
  return Object.keys(tags).length === 0 ? '' : `, the tags ${pairs(tags).join(', ')}`;
}

/** The tag by which what a set-up created is known as its own. */
export const markTag = 'adt-setup';
