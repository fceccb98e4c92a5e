const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * One argument as a POSIX shell reads it back: as it is when it is harmless, otherwise in single quotes; what single quotes
 * can't show safely (control characters and the like) in `$'…'`.
 */
export function quotePosix(argument: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(argument)) return argument;
  if (invisible.test(argument)) return `$'${escaped(argument)}'`;
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

function escaped(argument: string): string {
  return argument
    .replaceAll(/['\\]/g, String.raw`\$&`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      [...Buffer.from(character, 'utf8')].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
    );
}

/**
 * One argument as PowerShell hands it to a program. Within single quotes only those mean anything, the curly ones too, and
 * are doubled. What can't be seen is written by its number. Windows PowerShell hands double quotes on without protecting
 * them, so they get the backslash that programs look for, and the backslashes before them are doubled.
 */
export function quotePowerShell(argument: string): string {
  if (/^[A-Za-z0-9_/+=:\\][A-Za-z0-9_/+=:.\\-]*$/.test(argument) || /^--?[A-Za-z][A-Za-z-]*$/.test(argument)) {
    return argument;
  }
  const protectedQuotes = argument.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\s.*?)(\\+)$/s, '$1$2$2');
  if (!invisible.test(argument)) return `'${protectedQuotes.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
  const inDouble = protectedQuotes
    .replaceAll(/[`$"“”„]/g, '`$&')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      character
        .split('')
        .map((unit) => `$([char]0x${unit.charCodeAt(0).toString(16).padStart(2, '0')})`)
        .join(''),
    );
  return `"${inDouble}"`;
}

/** One argument for the shell that people use on this system. */
export function quote(argument: string): string {
  return process.platform === 'win32' ? quotePowerShell(argument) : quotePosix(argument);
}
