/*
 * The secrets that this process holds. One list for the whole process, on purpose: a door that had not been told of a secret
 * would let it out.
 */

import { inAddress } from './in-address.ts';

/** What stands for a secret. */
export const hidden = '[hidden]';

/** Characters below which a secret can't be told from an ordinary word, and is taken out only where it stands alone. */
const unmistakable = 8;

/** Characters below which nothing is taken out: the text would be lost, and the secret is none. */
const least = 4;

/** Characters of a secret that give it away where the rest was cut off. */
const telltale = 12;

/** By how they begin: tokens of one sign-in share more than their first characters. */
const held = new Map<string, Set<string>>();

/** Secrets whatever their value: tokens (JWT, refresh tokens), secrets of applications, private keys, tokens of GitHub. */
const unmistakableForms =
  /eyJ[\w-]{5,}(?:\.[\w-]*)+|eyJ[\w-]{20,}|\b[01]\.A[\w-]{60,}|(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?|\b(?:gh[pousr]_|github_pat_)\w{20,}/g;

/** Each of those forms has one of these in it: texts without them are not searched, which takes long to get ready for. */
const signs = ['eyJ', '0.A', '1.A', '8Q~', '-----BEGIN ', 'ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'];

/**
 * From now on this value is never shown, nor what is written of it in JSON, in an address, or as Base64. Shorter than four
 * characters it is no secret, and would take ordinary text with it.
 */
export function hold(secret: string | undefined): void {
  if (secret === undefined || secret.length < least || held.get(headOf(secret))?.has(secret) === true) return;
  const bytes = Buffer.from(secret);
  const inForms = new URLSearchParams({ s: secret }).toString().slice(2);
  const inAddresses = inAddress(bytes.toString());
  for (const each of [secret, JSON.stringify(secret).slice(1, -1), inForms, inAddresses]) keep(each);
  if (secret.length >= unmistakable) keep(bytes.toString('base64'));
}

/** For a process that runs the program again and again, as tests do: the secrets of another run are none of this one. */
export function letGo(): void {
  held.clear();
}

function headOf(secret: string): string {
  return secret.slice(0, telltale);
}

function keep(secret: string): void {
  const head = headOf(secret);
  held.set(head, (held.get(head) ?? new Set()).add(secret));
}

/** How many characters of a text are those of a secret, from there on. */
function agreeing(text: string, from: number, secret: string): number {
  let length = 0;
  while (length < secret.length && text[from + length] === secret[length]) length += 1;
  return length;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

/** A text without the secrets that begin so: neither whole, nor their beginning where the rest was cut off. */
function without(text: string, head: string): string {
  let clean = '';
  let from = 0;
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, from)) {
    const longest = Math.max(...[...(held.get(head) ?? [])].map((secret) => agreeing(text, at, secret)));
    const end = at + longest;
    const isWord = head.length >= unmistakable || !(isLetter(text[at - 1]) || isLetter(text[end]));
    clean += text.slice(from, at) + (isWord ? hidden : text.slice(at, end));
    from = end;
  }
  return clean + text.slice(from);
}

/** A text without the secrets that this process holds, whole or cut off, and without what can't be anything but a secret. */
export function masked(text: string): string {
  return withoutAny(text, least);
}

/**
 * The same for output that may be JSON: a secret of a few characters could be a word that JSON is made of ("true", the name of
 * a field), and was taken out of the texts in it already.
 */
export function maskedOutput(text: string): string {
  return withoutAny(text, unmistakable);
}

/** The longest first: a shorter one may stand at the beginning of another, whose rest would stay. */
function withoutAny(text: string, shortest: number): string {
  const heads = [...held.keys()].filter((head) => head.length >= shortest && text.includes(head));
  const rest = heads.sort((one, other) => other.length - one.length).reduce(without, text);
  return signs.some((sign) => rest.includes(sign)) ? rest.replaceAll(unmistakableForms, hidden) : rest;
}
