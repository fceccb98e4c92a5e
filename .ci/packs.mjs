/*
 * Makes the program a few files, packs, from what esbuild has split it into. A chunk is what is always loaded together; a pack has the
 * chunks that some entries need and no earlier pack has: one file to read, and one code cache. In the built form a chunk is required
 * as "./PACK/NUMBER" (`src/start/load.ts`).
 */
import { isBuiltin } from 'node:module';
import { basename } from 'node:path';
import { minify } from '@swc/core';
import { transform } from 'esbuild';

/** Modules that look for files beside themselves (what opens the browser) find the program's. */
const beside = "var importMetaUrl=require('node:url').pathToFileURL(process.argv[1]||process.execPath).href;";

/** The outputs that are loaded with one, itself the last. */
function loadedWith(outputs, path, seen = new Set(), found = []) {
  if (seen.has(path)) return found;
  seen.add(path);
  for (const each of outputs[path].imports)
    if (each.kind === 'import-statement' && each.external !== true) loadedWith(outputs, each.path, seen, found);
  found.push(path);
  return found;
}

/** Where each output goes: its pack, and its number there. `packs`: names, and which entries are whose. */
function placed(outputs, packs) {
  const places = new Map();
  for (const [name, isOurs] of packs) {
    let number = 0;
    for (const [entry, { entryPoint }] of Object.entries(outputs)) {
      if (entryPoint === undefined || !isOurs(entryPoint)) continue;
      for (const path of loadedWith(outputs, entry)) {
        if (places.has(path)) continue;
        places.set(path, { name, number });
        number += 1;
      }
    }
  }
  return places;
}

/** esbuild leaves letters in regular expressions as they are; a source of ASCII is read and kept as half as many bytes. */
export const inAscii = (text) =>
  text.replaceAll(/[^\0-\x7F]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What esbuild ends a chunk with, where it exports anything: `export{a as b,c};`. */
const exported = /export\s*\{([^}]*)\};?\s*$/;

/** A chunk that says by `define` what it exports, before all else: others may ask for it while it is still at work. */
function defining(text) {
  const [, names = ''] = exported.exec(text) ?? [];
  const getters = names
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => each.trim().split(/\s+as\s+/))
    .map(([local, name = local]) => `get ${name}(){return ${local}}`);
  const rest = text.replace(exported, '');
  return getters.length === 0 ? rest : `define({${getters.join(',')}});${rest}`;
}

/** `import a from"node:http";` and `import("./chunk.js")`, as esbuild writes them. */
const wholeModule = /\bimport(?:\*as | )([\w$]+) from"([\w:/]+)";/g;
const laterChunk = /\bimport\(("\.\/[^"/]+\.js")\)/g;

/**
 * A module of Node.js that is imported as a whole, and a chunk that is imported later, are taken as they are: what esbuild makes of them
 * copies all that they export, and loads what is to be loaded at its first use.
 */
const asTheyAre = (text) =>
  text
    .replaceAll(wholeModule, (whole, name, id) =>
      isBuiltin(id) ? `const ${name}=require(${JSON.stringify(id)});` : whole,
    )
    .replaceAll(laterChunk, 'Promise.resolve().then(()=>require($1))');

/** A chunk as a function, on one line; what it requires of others is found by their places. */
async function chunkFunction(text, number, placeOf, withMaps) {
  const { code } = await transform(defining(asTheyAre(text)), {
    format: 'cjs',
    platform: 'node',
    target: 'node20.17',
    minify: true,
    // Becomes require().
    supported: { 'dynamic-import': false, 'regexp-unicode-property-escapes': true },
    sourcemap: withMaps ? 'inline' : false,
  });
  const [body, inlineMap] = code.trimEnd().split('\n//# sourceMappingURL=data:application/json;base64,');
  const linked = body.replaceAll(/require\("\.\/([^"/]+\.js)"\)/g, (_, file) => {
    const { name, number: its } = placeOf(file);
    return `require("./${name}/${its}")`;
  });
  return await minify(`exports[${number}]=function(define,require){${linked}\n}`, {
    compress: { ecma: 2020 },
    mangle: { toplevel: true },
    ecma: 2020,
    module: false,
    format: { ascii_only: true, comments: false },
    sourceMap: withMaps ? { content: Buffer.from(inlineMap, 'base64').toString() } : false,
  });
}

/**
 * The packs of a build that was split, by name: each a CommonJS module, wrapped as Node.js wraps them (Node.js, "The module
 * wrapper"), whose exports are the functions of its chunks, by their numbers. With its source map, where wanted.
 */
export async function packed({ metafile, outputFiles }, packs, withMaps) {
  const places = placed(metafile.outputs, packs);
  const byFile = new Map([...places].map(([path, place]) => [basename(path), place]));
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const make = async ([name]) => {
    const ours = [...places].filter(([, place]) => place.name === name);
    const functions = await Promise.all(
      ours.map(([path, { number }]) =>
        chunkFunction(texts.get(basename(path)), number, (file) => byFile.get(file), withMaps),
      ),
    );
    const lines = functions.map(({ code }) => inAscii(code.trim()));
    const head = lines.some((line) => line.includes('importMetaUrl')) ? beside : '';
    // An index map (Source Map specification): a line each.
    const sections = functions.map(({ map }, at) => ({
      offset: { line: at + 1, column: 0 },
      map: map && JSON.parse(map),
    }));
    return [
      name,
      {
        text: [`(function(exports,require,module){${head}`, ...lines, '})'].join('\n'),
        map: withMaps ? JSON.stringify({ version: 3, sections }) : undefined,
      },
    ];
  };
  return new Map(await Promise.all(packs.map(make)));
}

/** The chunk that an entry has become, as it is required. */
export function chunkOf({ metafile: { outputs } }, packs, entry) {
  const [path] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entry);
  const { name, number } = placed(outputs, packs).get(path);
  return `./${name}/${number}`;
}
