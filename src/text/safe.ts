import { masked } from './held-secrets.ts';

/**
 * Control characters, halves of characters, and format characters (they reorder or hide text); then what is drawn as nothing
 * without being a format character: joiners, fillers, variation selectors. Like all that names classes of Unicode, it takes long to
 * get ready, and stands where only what needs it gets there.
 */
export const unseen = (): RegExp =>
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u3164\uFE00-\uFE0F\uFFA0\uFFF0-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/** What a keyboard has: most texts are of nothing else, and to look for what is unseen takes long to get ready for. */
const ordinary = /^[ -~]*$/;

/** Whether there is anything {@link unseen} in a text. */
export function hasUnseen(text: string): boolean {
  return !ordinary.test(text) && text.search(unseen()) >= 0;
}

/** Letters that are written otherwise with a joiner between them, or without (Unicode Standard Annex #31, "Layout and format control"). */
function isJoining(character: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/u.test(
    character,
  );
}

function isOfPicture(character: string): boolean {
  return /[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}]/u.test(character);
}

/** Whether a character that is drawn as nothing has a part in how those beside it are drawn: in Persian, or in emoji. */
function isPart(character: string, before: string, after: string): boolean {
  const previous = Array.from(before.slice(-2)).at(-1) ?? '';
  const [next = ''] = Array.from(after.slice(0, 2));
  if (character === '\uFE0F') return /\p{Extended_Pictographic}/u.test(previous);
  if (character !== '\u200C' && character !== '\u200D') return false;
  if (isJoining(previous) && isJoining(next)) return true;
  return character === '\u200D' && isOfPicture(previous) && /\p{Extended_Pictographic}/u.test(next);
}

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
 * that reorder or hide text become visible as `\u{…}`; joiners stay where letters or emoji are drawn with them. Line breaks become spaces: a text can't draw lines of its own. Secrets
 * are taken out.
 */
export function safe(text: string): string {
  const line = masked(onOneLine(text));
  if (ordinary.test(line)) return line;
  return line.replaceAll(unseen(), (character: string, at: number, whole: string) =>
    isPart(character, whole.slice(0, at), whole.slice(at + character.length))
      ? character
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
