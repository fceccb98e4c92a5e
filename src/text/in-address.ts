/**
 * A text as a part of an address: as `encodeURIComponent`, but for halves of characters too (JSON can hold them, and
 * `encodeURIComponent` throws a URIError); they become the replacement character, so nothing is found by them.
 */
export function inAddress(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
