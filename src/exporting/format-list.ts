import { formats } from '../export/formats.ts';

/** The formats, for the help. */
export function formatList(): string {
  const rows = formats.map(
    ({ name, says, severalFiles }) => `  ${name.padEnd(12)}${says}${severalFiles ? ', several files' : ''}`,
  );
  return ['Formats:', ...rows].join('\n');
}
