import { safe } from './safe.ts';

/** What means something in the middle of a line of Markdown; an underscore within a word doesn't. */
const meant = /[\\`*[\]<>&#|~!$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/)|(?<=\bwww)\./giu;

/** What makes a line a heading, a list, a rule or a line under a title, when it begins one. */
const begins = /^(?:[-+=]|\d+(?=[.)]))/;

/**
 * Any text as words in Markdown, on one line: it reads as it is, and is never a heading, an emphasis, a link, code or HTML
 * (CommonMark 0.31, "Backslash escapes", and the links that GitHub makes by itself).
 */
export function inMarkdown(text: string): string {
  return safe(text)
    .trimStart()
    .replaceAll(meant, String.raw`\$&`)
    .replace(begins, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));
}
