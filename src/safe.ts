/**
 * Makes any text from outside (Azure, files, arguments) safe to show: control characters, escape sequences, and characters
 * that reorder or hide text become visible as `\u{…}`. Line breaks become spaces: a text can't draw lines of its own.
 */
export function safe(text: string): string {
  return text
    .replaceAll(/\s*\r?\n\s*/g, ' ')
    .replaceAll(
      /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}
