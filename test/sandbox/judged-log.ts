import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { TrafficEntry } from '../../src/sandbox/server.ts';
import { prepared } from './conformance.ts';

/*
 * Writes a traffic log (`--log`) as a judge of Microsoft's specifications should see it. With Node.js 20:
 *
 *   npx esbuild test/sandbox/judged-log.ts --bundle --platform=node --format=esm | node --input-type=module - LOG…
 */
for (const file of process.argv.slice(2)) {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const judged = line.trim() === '' ? undefined : prepared(JSON.parse(line) as TrafficEntry);
    if (judged !== undefined) process.stdout.write(`${JSON.stringify(judged)}\n`);
  }
}
