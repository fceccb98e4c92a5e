import { scenarios } from '../sandbox/scenarios.ts';

/** The scenarios, each in one sentence. */
export function scenarioList(): string {
  const width = Math.max(...scenarios.map((each) => each.name.length)) + 2;
  return [
    'Scenarios (each can be finished, and each has a world of its own):',
    ...scenarios.map(({ name, description }) => `  ${name.padEnd(width)}${description}`),
  ].join('\n');
}
