import { hang, widthOf } from './layout.ts';

/** An address of the web, without the punctuation of the sentence around it. */
const address = String.raw`https?:\/\/[^\s"'<>]*[^\s"'<>.,;:!?)\]}]`;

/** A path from the root, the home folder or a drive. */
const path = String.raw`(?:~?\/[^\s/"'()]+\/|[A-Za-z]:\\)[^\s"'()]*[^\s"'().,;:!?]`;

/** A command that ends the text, after a colon. */
const command = String.raw`(?<=: )(?:az|azd|npm|npx|adt-setup) .+?(?=\.?$)`;

const copied = new RegExp(`(?<=^|\\s)(?:${address}|${path})|${command}`, 'g');

interface Piece {
  readonly text: string;
  readonly isCopied: boolean;
}

/** The prose of a text, and what people copy out of it. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(copied)) {
    pieces.push({ text: text.slice(at, match.index), isCopied: false }, { text: match[0], isCopied: true });
    at = match.index + match[0].length;
  }
  pieces.push({ text: text.slice(at).replace(/^[.,;:]+(?=\s|$)/, ''), isCopied: false });
  return pieces.map((each) => ({ ...each, text: each.text.trim() })).filter((each) => each.text !== '');
}

/**
 * A text as {@link hang} gives it, with what people copy out of it (addresses, paths, a command at its end) whole and on a line
 * of its own, however long: terminals break such a line so that it is still one when it is copied.
 */
export function told(head: string, text: string, width: number): readonly string[] {
  const indent = ' '.repeat(widthOf(head));
  return piecesOf(text).flatMap((piece, at) => {
    const before = at === 0 ? head : indent;
    return piece.isCopied ? [before + piece.text] : hang(before, piece.text, width);
  });
}
