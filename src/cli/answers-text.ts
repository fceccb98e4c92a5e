import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { SetupError, usageError } from '../errors.ts';
import { codeOf } from '../local/disk.ts';

/** Bytes; a list of ten thousand instances has about two million. */
const largest = 8 * 1024 * 1024;

const standardInput = 0;

/** At most so many bytes, from a file or from a pipe that comes in pieces. */
function readUpTo(descriptor: number, most: number): Buffer {
  const bytes = Buffer.alloc(most);
  let length = 0;
  while (length < most) {
    const count = readPiece(descriptor, bytes, length);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

/** Windows ends a pipe with an error. */
function readPiece(descriptor: number, bytes: Buffer, at: number): number {
  try {
    return readSync(descriptor, bytes, at, bytes.length - at, null);
  } catch (error) {
    if (codeOf(error) === 'EOF') return 0;
    if (codeOf(error) === 'EAGAIN') return readPiece(descriptor, bytes, at);
    throw error;
  }
}

function bytesOf(file: string): Buffer {
  try {
    const descriptor = file === '-' ? standardInput : openSync(file, 'r');
    try {
      if (fstatSync(descriptor).isDirectory())
        throw usageError('answers-no-file', `${file} is not a file.`, 'Give a JSON file with --answers.');
      const bytes = readUpTo(descriptor, largest + 1);
      if (bytes.length > largest)
        throw usageError(
          'answers-too-large',
          `${file} is too large.`,
          'An answers file holds one small JSON object, or a list of them, of at most 8 MB.',
        );
      return bytes;
    } finally {
      if (descriptor !== standardInput) closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw usageError(
      'answers-unreadable',
      `The answers file ${file} can't be read (${codeOf(error)}).`,
      'Check its name, and that you may read it.',
    );
  }
}

/** By the mark at its beginning (Unicode, "byte order mark"); UTF-8 where there is none. */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The first line that isn't UTF-8. */
function badLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start <= bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const part = bytes.subarray(start, end < 0 ? undefined : end);
    if (!isText(part) || end < 0) return line;
    start = end + 1;
  }
  return line;
}

function isText(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text of an answers file, of a pipe, or, for `-`, of standard input.
 * @throws SetupError (usage) when it can't be read, is too large, or isn't UTF-8 or UTF-16 with a mark.
 */
export function answersText(file: string): string {
  const bytes = bytesOf(file);
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\u0000')) return text;
  } catch {
    throw usageError(
      'answers-encoding',
      encoding === 'utf-8'
        ? `${file} isn't UTF-8: line ${badLine(bytes)} has a letter in another encoding, such as Latin-1.`
        : `${file} begins as UTF-16, and goes on as something else.`,
      'Save it as UTF-8 in your editor.',
    );
  }
  throw usageError(
    'answers-encoding',
    `${file} holds zero bytes: it seems to be UTF-16 without a mark at its beginning.`,
    'Save it as UTF-8 in your editor.',
  );
}
