import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cacheFolder } from '../../src/start/cache-folder.ts';
import { type CodeCache, codeCacheIn } from '../../src/start/code-cache.ts';
import { loaderIn } from '../../src/start/load.ts';

const build = '0123456789abcdef';
const onUnix = process.platform === 'win32' ? test.skip : test;
let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'adt-code-'));
  folder = join(home, 'cache', 'code');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const cacheOf = (kind = 'a'): CodeCache => codeCacheIn(folder, build, kind);

describe('the cache', () => {
  test('gives back what was kept, in a folder for its owner alone', () => {
    cacheOf().keep('program', Buffer.from('code'));
    expect(cacheOf().read('program')?.toString()).toBe('code');
    expect(cacheOf('b').read('program')).toBeUndefined();
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('gives nothing that is not whole', () => {
    cacheOf().keep('program', Buffer.from('code'));
    const [name = ''] = readdirSync(folder);
    const whole = readFileSync(join(folder, name));
    for (const spoilt of [whole.subarray(0, -1), whole.subarray(0, 3), Buffer.alloc(0), Buffer.alloc(whole.length)]) {
      writeFileSync(join(folder, name), spoilt);
      expect(cacheOf().read('program')).toBeUndefined();
    }
    const flipped = Buffer.from(whole);
    flipped[5] = 0;
    writeFileSync(join(folder, name), flipped);
    expect(cacheOf().read('program')).toBeUndefined();
  });

  onUnix.each([0o770, 0o707, 0o755])('is not read from a folder that others may enter (%o)', (mode) => {
    cacheOf().keep('program', Buffer.from('code'));
    chmodSync(folder, mode);
    expect(cacheOf().read('program')).toBeUndefined();
    cacheOf().keep('other', Buffer.from('code'));
    expect(readdirSync(folder)).toHaveLength(1);
  });

  onUnix('follows no link, neither of the folder nor of a file', () => {
    cacheOf().keep('program', Buffer.from('code'));
    const aside = join(home, 'aside');
    symlinkSync(folder, aside);
    expect(codeCacheIn(aside, build, 'a').read('program')).toBeUndefined();
    const [name = ''] = readdirSync(folder);
    symlinkSync(join(folder, name), join(folder, name.replace('program', 'linked')));
    expect(cacheOf().read('linked')).toBeUndefined();
  });

  onUnix('a file that others may write is not read', () => {
    cacheOf().keep('program', Buffer.from('code'));
    const [name = ''] = readdirSync(folder);
    chmodSync(join(folder, name), 0o666);
    expect(cacheOf().read('program')).toBeUndefined();
  });

  test('what an older build has left goes, and nothing else does', () => {
    codeCacheIn(folder, 'fedcba9876543210', 'a').keep('program', Buffer.from('old'));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    cacheOf().keep('program', Buffer.from('code'));
    expect(readdirSync(folder)).toEqual([`${build}-a-program`, 'notes.txt']);
  });

  test('that it can not be kept is no trouble', () => {
    writeFileSync(join(home, 'cache'), 'a file is in the way');
    cacheOf().keep('program', Buffer.from('code'));
    expect(cacheOf().read('program')).toBeUndefined();
  });
});

describe('the folder', () => {
  test.each<[NodeJS.Platform, Record<string, string>, string | undefined]>([
    ['linux', { HOME: '/home/ana' }, '/home/ana/.cache/adt-setup/code'],
    ['linux', { HOME: '/home/ana', XDG_CACHE_HOME: '/var/ana' }, '/var/ana/adt-setup/code'],
    ['linux', { HOME: '/home/ana', XDG_CACHE_HOME: 'relative' }, '/home/ana/.cache/adt-setup/code'],
    ['linux', {}, undefined],
    ['darwin', { HOME: '/Users/ana' }, '/Users/ana/Library/Caches/adt-setup/code'],
    ['win32', {}, undefined],
  ])('on %s with %j', (platform, environment, expected) => {
    expect(cacheFolder(environment, platform)?.replaceAll('\\', '/')).toBe(expected);
  });
});

describe('loading', () => {
  const ends: ((code: number) => void)[] = [];
  const loader = (cache: CodeCache | undefined): ((name: string) => unknown) =>
    loaderIn({
      folder: home,
      compressed: ['small'],
      require: createRequire(import.meta.url),
      cache,
      atEnd: (then) => ends.push(then),
    }).load;
  const end = (code: number): void => ends.splice(0).forEach((then) => then(code));

  beforeEach(() => {
    writeFileSync(
      join(home, 'one.js'),
      `(function(exports,require){
      exports[0]=function(define,require){define({get two(){return two},get sep(){return sep}});const two=require('./two/3'),{sep}=require('node:path');};
      exports[1]=function(define,require){define({get one(){return one},get later(){return later}});const one=require('./one/2');let later=1;later=2;};
      exports[2]=function(define,require){define({get back(){return require('./one/1').later}});};
      })`,
    );
    writeFileSync(
      join(home, 'two.js'),
      '(function(exports){exports[3]=function(define){define({get loaded(){return 1}})};})',
    );
  });

  test('each chunk is loaded once, with what it requires', () => {
    const load = loader(undefined);
    const one = load('./one/0') as { two: object; sep: string };
    expect(one.two).toBe(load('./two/3'));
    // What a chunk exports is what it is by then, also where two need each other.
    expect(load('./one/1')).toEqual({ one: { back: 2 }, later: 2 });
    expect(['/', '\\']).toContain(one.sep);
  });

  test('what is compressed is loaded as any other', () => {
    const text = "(function(exports){exports[0]=function(define){define({get said(){return 'small'}})};})";
    writeFileSync(join(home, 'small.js.br'), brotliCompressSync(text));
    expect(loader(cacheOf())('./small/0')).toEqual({ said: 'small' });
    end(0);
    expect(readdirSync(folder)).toEqual([`${build}-a-small`]);
  });

  test('what takes long to load is loaded when something of it is first wanted', () => {
    const wanted: string[] = [];
    const require = (id: string): unknown => {
      wanted.push(id);
      return { get: 1, own: 2 };
    };
    writeFileSync(
      join(home, 'late.js'),
      `(function(exports){exports[0]=function(define,require){define({get h(){return h}});const h=require('node:https'),f=require('node:fs');}})`,
    );
    const { h } = loaderIn({ folder: home, compressed: [], require, cache: undefined, atEnd: () => undefined }).load(
      './late/0',
    ) as {
      h: { get: number };
    };
    expect(wanted).toEqual(['node:fs']);
    expect([h.get, 'own' in h, Object.keys(h)]).toEqual([1, true, ['get', 'own']]);
    expect(wanted).toEqual(['node:fs', 'node:https']);
  });

  test('it is what an import makes of it, without being loaded for that; and it may be a function', () => {
    const wanted: string[] = [];
    const real = Object.assign((word: string) => `called with ${word}`, { get: 1 });
    const require = (id: string): unknown => {
      wanted.push(id);
      return real;
    };
    writeFileSync(
      join(home, 'late.js'),
      "(function(exports){exports[0]=function(define,require){define({get h(){return h}});const h=require('assert');}})",
    );
    const loading = { folder: home, compressed: [], require, cache: undefined, atEnd: () => undefined };
    const { h } = loaderIn(loading).load('./late/0') as {
      h: { __esModule: boolean; default: (word: string) => string };
    };
    expect([h.__esModule, Object.is(h.default, h)]).toEqual([true, true]);
    expect(wanted).toEqual([]);
    expect(h.default('this')).toBe('called with this');
  });

  test('what V8 made of a part is kept at the end, and taken the next time', () => {
    loader(cacheOf())('./one/0');
    end(0);
    expect(readdirSync(folder)).toEqual([`${build}-a-one`, `${build}-a-two`]);
    loader(cacheOf())('./one/0');
    // It was accepted: there is nothing to keep.
    expect(ends).toEqual([]);
  });

  test('it is kept earlier where that is wanted, once', () => {
    const loading = { folder: home, compressed: [], require: createRequire(import.meta.url), cache: cacheOf() };
    const { load, keep } = loaderIn({ ...loading, atEnd: (then) => ends.push(then) });
    load('./two/3');
    keep();
    expect(readdirSync(folder)).toEqual([`${build}-a-two`]);
    rmSync(folder, { recursive: true });
    load('./one/2');
    end(0);
    expect(readdirSync(folder)).toEqual([`${build}-a-one`]);
  });

  test('what V8 does not take is made anew', () => {
    cacheOf().keep('one', Buffer.from('of no V8'));
    expect(loader(cacheOf())('./one/0')).toHaveProperty('two');
    end(0);
    loader(cacheOf())('./one/0');
    expect(ends).toEqual([]);
  });

  test('a run that ended before much had run leaves nothing', () => {
    loader(cacheOf())('./one/0');
    end(2);
    expect(existsSync(folder)).toBe(false);
  });

  test('a folder that is there is used', () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    loader(cacheOf())('./two/3');
    end(0);
    expect(readdirSync(folder)).toEqual([`${build}-a-two`]);
  });
});
