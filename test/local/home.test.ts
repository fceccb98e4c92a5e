import { join, sep } from 'node:path';
import { expect, test } from '@jest/globals';
import { shownPath } from '../../src/local/home.ts';

const home = join(sep, 'home', 'ana');

test.each<[string, string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
  ['in the home folder', join(home, 'x', 'y.json'), { HOME: home }, 'linux', join('~', 'x', 'y.json')],
  ['elsewhere', join(sep, 'srv', 'y.json'), { HOME: home }, 'linux', join(sep, 'srv', 'y.json')],
  ['beside it', `${home}-old${sep}y`, { HOME: home }, 'darwin', `${home}-old${sep}y`],
  ['with no home folder known', join(home, 'y'), {}, 'linux', join(home, 'y')],
  ['with the root as home folder', join(sep, 'y'), { HOME: sep }, 'linux', join(sep, 'y')],
  ['on Windows', join(home, 'y'), { HOME: home }, 'win32', join(home, 'y')],
])('a path %s is shown as shells read it', (_, path, environment, platform, shown) => {
  expect(shownPath(path, environment, platform)).toBe(shown);
});
