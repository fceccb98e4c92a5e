import type { Cloud } from '../port/cloud.ts';
import { hang, widthOf } from './layout.ts';
import type { Style } from './style.ts';

/** The first lines: what this is, and what this run does unasked. */
export function greeting(cloud: Cloud, promise: string, style: Style, width: number): readonly string[] {
  const title = cloud.practice ? 'Azure Digital Twins set-up, practice' : 'Azure Digital Twins set-up';
  const gap = width - widthOf(title) - widthOf(promise);
  return gap < 2
    ? [...hang('', title, width).map(style.bold), ...hang('', promise, width).map(style.dim), '']
    : [`${style.bold(title)}${' '.repeat(Math.min(gap, 10))}${style.dim(promise)}`, ''];
}
