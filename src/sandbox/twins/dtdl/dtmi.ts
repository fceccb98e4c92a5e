const segment = /^[A-Za-z][A-Za-z0-9_]*$/;

function isSegment(text: string): boolean {
  return segment.test(text) && !text.endsWith('_');
}

/** Whether a text is a digital twin model identifier, `dtmi:some:path;1` (DTDL v2 and v3, "Digital Twin Model Identifier"). */
export function isDtmi(text: string): boolean {
  if (text.length > 2048 || !text.startsWith('dtmi:')) return false;
  const [path = '', version, ...rest] = text.slice('dtmi:'.length).split(';');
  if (rest.length > 0 || version === undefined || !/^[1-9][0-9]{0,8}(\.[1-9][0-9]{0,5})?$/.test(version)) return false;
  return path.split(':').every(isSegment);
}

/** Whether a text can name a property, a field and so on (DTDL v2: 64 characters; v3: 512). */
export function isName(text: string, version: 2 | 3): boolean {
  return text.length <= (version === 2 ? 64 : 512) && isSegment(text);
}
