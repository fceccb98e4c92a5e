/**
 * One argument as a POSIX shell reads it back: as it is when it is harmless, otherwise in single quotes; what single quotes
 * can't show safely (control characters and the like) in `$'…'`.
 */
export function quote(argument: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(argument)) return argument;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(argument)) return `$'${escaped(argument)}'`;
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

function escaped(argument: string): string {
  return argument
    .replaceAll(/['\\]/g, String.raw`\$&`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      [...Buffer.from(character, 'utf8')].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
    );
}
