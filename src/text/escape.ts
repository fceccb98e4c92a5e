import { unseen } from './safe.ts';

/** Replaces what can't be seen, by its number; halves of characters, too. */
export function escapeUnseen(text: string, escape: (codePoint: number) => string): string {
  return text.replaceAll(unseen(), (character) => escape(character.codePointAt(0) ?? 0));
}

/** A code point as JSON writes it: beyond the first 65,536 as its two halves. */
export function jsonEscape(codePoint: number): string {
  return String.fromCodePoint(codePoint)
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A value as JSON over several lines, in which nothing hides. */
export function jsonText(value: unknown): string {
  return escapeUnseen(JSON.stringify(value, undefined, 2).replaceAll('\n', '\0'), (codePoint) =>
    codePoint === 0 ? '\n' : jsonEscape(codePoint),
  );
}

/** The same in letters of ASCII only, for where others may get lost on the way. */
export function asciiJson(value: unknown): string {
  return jsonText(value).replaceAll(/[^\n -~]/gu, (character) => jsonEscape(character.codePointAt(0) ?? 0));
}
