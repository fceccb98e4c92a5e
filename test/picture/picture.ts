import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { animated, still } from './drawing.ts';
import { record } from './recording.ts';

/* Plays a first set-up, and draws it anew: the picture of the README, and one frame of it, the plan. */

const folder = join(process.cwd(), 'docs', 'picture');
const frames = await record();
const plan = frames.find(({ lines }) => lines.some((line) => line.startsWith('The plan')));
if (plan === undefined) throw new Error('The plan was not seen.');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'set-up.svg'), animated(frames));
writeFileSync(join(folder, 'plan.svg'), still(plan));
