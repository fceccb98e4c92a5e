import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The least programs that do what is measured of the program, so that a goal can be told from what Node.js itself takes. */
export interface Floors {
  /** Does nothing, and stands beside a package.json, as the program does. */
  readonly nothing: string;
  /** Writes a text with `console.log`. */
  readonly line: string;
  /** A list to choose from, by @inquirer/core alone. */
  readonly prompt: string;
  /** Asks a proxy for a connection, by `node:http` alone. */
  readonly connection: string;
  /** Asks how to sign in through a proxy, by Microsoft's HTTP layer, and does nothing else. */
  readonly layer: string;
}

/** Text of the list, once it is painted. */
export const painted = 'How do you want';

const sources = {
  prompt: `
    import { createPrompt, useKeypress } from '@inquirer/core';
    const list = createPrompt((config, done) => {
      useKeypress(() => done('browser'));
      return ['? ${painted} to sign in? ', config.choices.join('\\n')];
    });
    void list({ choices: ['> With the browser', '  With a code', '  As an application'] }).catch(() => undefined);`,
  layer: `
    import { createDefaultHttpClient, createPipelineRequest } from '@azure/core-rest-pipeline';
    import { HttpsProxyAgent } from 'https-proxy-agent';
    const { AZURE_TENANT_ID: tenant, HTTPS_PROXY: proxy } = process.env;
    const url = 'https://login.microsoftonline.com/' + tenant + '/v2.0/.well-known/openid-configuration';
    const request = createPipelineRequest({ url });
    request.agent = new HttpsProxyAgent(proxy);
    void createDefaultHttpClient().sendRequest(request).catch(() => undefined);`,
} as const;

/** Runs a program from what V8 has made of it before, as the program itself is run. */
const runner = (name: string): string => `
  const fs = require('node:fs'), { Script } = require('node:vm');
  const [source, kept] = ['${name}.bundle.js', '${name}.cache'].map((file) => require('node:path').join(__dirname, file));
  const cachedData = fs.existsSync(kept) ? fs.readFileSync(kept) : undefined;
  const script = new Script('(function(require){' + fs.readFileSync(source, 'latin1') + '})', { filename: source, cachedData });
  if (cachedData === undefined) {
    const keep = () => fs.writeFileSync(kept, script.createCachedData());
    setTimeout(keep, 300).unref();
    process.once('exit', keep);
    process.once('SIGINT', () => process.exit());
  }
  script.runInThisContext()(require);`;

/** Makes them in a folder. */
export async function floorsIn(folder: string): Promise<Floors> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const put = (name: string, text: string): string => {
    const file = join(folder, `${name}.js`);
    writeFileSync(file, text);
    return file;
  };
  for (const [name, contents] of Object.entries(sources)) {
    await build({
      stdin: { contents, resolveDir: process.cwd() },
      outfile: join(folder, `${name}.bundle.js`),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20.17',
      minify: true,
      charset: 'ascii',
      mainFields: ['module', 'main'],
      supported: { 'regexp-unicode-property-escapes': true },
      define: { FormData: 'undefined', 'import.meta.url': '__filename' },
      logLevel: 'silent',
    });
  }
  return {
    nothing: put('nothing', ''),
    line: put('line', "console.log('a line');\n"),
    prompt: put('prompt', runner('prompt')),
    connection: put(
      'connection',
      `const { hostname: host, port } = new URL(process.env.HTTPS_PROXY);
      require('node:http').request({ host, port, method: 'CONNECT', path: 'login.microsoftonline.com:443' }).end();\n`,
    ),
    layer: put('layer', runner('layer')),
  };
}
