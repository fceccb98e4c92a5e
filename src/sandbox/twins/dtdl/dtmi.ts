import type { Version } from './vocabulary.ts';

const segment = /^[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?$/;

function isSegment(text: string): boolean {
  return segment.test(text);
}

/**
 * Whether a text is a digital twin model identifier, `dtmi:some:path;1` (DTDL v2 and v3, "Digital Twin Model Identifier"). From
 * v3 on there may be a minor version, or none at all.
 */
export function isDtmi(text: string, version: Version = 3): boolean {
  if (text.length > 2048 || !text.startsWith('dtmi:')) return false;
  const [path = '', number, ...rest] = text.slice('dtmi:'.length).split(';');
  const numbered = version === 2 ? /^[1-9][0-9]{0,8}$/ : /^[1-9][0-9]{0,8}(\.[1-9][0-9]{0,5})?$/;
  if (rest.length > 0 || (number === undefined ? version === 2 : !numbered.test(number))) return false;
  return path.split(':').every(isSegment);
}

/** Whether a text can name a property, a field and so on (DTDL v2: 64 characters; v3: 512). */
export function isName(text: string, version: Version): boolean {
  return text.length <= (version === 2 ? 64 : 512) && isSegment(text);
}
