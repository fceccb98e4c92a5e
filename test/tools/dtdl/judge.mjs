import { readFileSync } from 'node:fs';

/*
 * Microsoft's parser of DTDL, compiled to WebAssembly, as a judge: reads a file with a list of uploads (each a list of models),
 * and writes a line for each: "ok", or what the parser says.
 */
const { getInterop } = await import(
  new URL('node_modules/@digicatapult/dtdl-parser/build/index.js', import.meta.url).href
);
const parser = await getInterop();

function verdict(models) {
  try {
    parser.parse(JSON.stringify(models));
    return 'ok';
  } catch (error) {
    return error.message.replaceAll('\n', ' ');
  }
}

const uploads = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.stdout.write(`${uploads.map(verdict).join('\n')}\n`);
