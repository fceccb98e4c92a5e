import { masked } from './held-secrets.ts';

/**
 * Control characters, halves of characters, and format characters (they reorder or hide text); then what is drawn as nothing
 * without being a format character: joiners, fillers, variation selectors.
 */
export const unseen =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u3164\uFE00-\uFE0F\uFFA0\uFFF0-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/** One line of several; in time that grows with the length only, whatever the text. */
function onOneLine(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  return lines
    .map((line, at) => (at === 0 ? line : line.trimStart()))
    .map((line, at) => (at === lines.length - 1 ? line : line.trimEnd()))
    .filter((line, at) => line !== '' || at === 0 || at === lines.length - 1)
    .join(' ');
}

/**
 * Makes any text from outside (Azure, files, arguments) safe to show: control characters, escape sequences, and characters
 * that reorder or hide text become visible as `\u{…}`. Line breaks become spaces: a text can't draw lines of its own. Secrets
 * are taken out.
 */
export function safe(text: string): string {
  return masked(onOneLine(text)).replaceAll(
    unseen,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
