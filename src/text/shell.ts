function hasInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}

/** A shell that command lines are written for. */
export interface Shell {
  /** The words of a command line, each quoted for the program that the first one names; an empty value joined to its flag. */
  words(argv: readonly string[]): readonly string[];
  /** A line that sets a variable of the environment. */
  setting(name: string, value: string): string;
}

/** An empty value stands right behind its flag, `--flag=`: Windows PowerShell drops empty words, and the next one would be the value. */
function joined(argv: readonly string[]): readonly string[] {
  const isJoined = (at: number): boolean => argv[at] === '' && /^--[A-Za-z][A-Za-z-]*$/.test(argv[at - 1] ?? '');
  return argv.flatMap((word, at) => (isJoined(at) ? [] : [isJoined(at + 1) ? `${word}=` : word]));
}

/** The shells of Linux and macOS. */
export const posixShell: Shell = {
  words: (argv) => joined(argv).map(quotePosix),
  setting: (name, value) => `export ${name}=${quotePosix(value)}`,
};

/**
 * PowerShell on Windows. There az is a batch file, az.cmd (build_scripts/windows/scripts of Azure/azure-cli), so its words go
 * through cmd.exe as well; adt-setup and everything else is called by PowerShell itself.
 */
export const powerShell: Shell = {
  words: (argv) => joined(argv).map(argv[0] === 'az' ? quoteForBatchFile : (word) => powerShellArgument(word)),
  setting: (name, value) => `$env:${name} = ${powerShellString(value)}`,
};

/** The shell that people use on a system. */
export function shellOn(platform: NodeJS.Platform = process.platform): Shell {
  return platform === 'win32' ? powerShell : posixShell;
}

/** A command as one line, ready to paste into the shell that people use on this system. */
export function commandLine(argv: readonly string[]): string {
  return shellOn().words(argv).join(' ');
}

/** One argument of a command of az. */
export function azArgument(argument: string): string {
  return shellOn().words(['az', argument])[1] ?? '';
}

/**
 * One argument as a POSIX shell reads it back: as it is when it is harmless, otherwise in single quotes; what single quotes
 * can't show safely (control characters and the like) in `$'…'`.
 */
export function quotePosix(argument: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(argument)) return argument;
  if (hasInvisible(argument)) return `$'${escaped(argument)}'`;
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

function escaped(argument: string): string {
  return argument
    .replaceAll(/['\\]/g, String.raw`\$&`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      [...Buffer.from(character, 'utf8')].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
    );
}

/** What neither PowerShell nor cmd.exe acts on; PowerShell splits what begins with one hyphen at a colon or a period. */
const harmless = /^(?:(?:--[A-Za-z]|[A-Za-z0-9_]|[/\\]+[A-Za-z0-9_])[A-Za-z0-9_/+=:.\\-]*|-[A-Za-z][A-Za-z-]*)$/;

/** Harmless words with spaces: the same line then serves in PowerShell, in cmd.exe and in POSIX shells. */
function areHarmlessWords(text: string): boolean {
  return /^[\p{L}\p{N}_/][\p{L}\p{N}_/+=:.-]*(?: +[\p{L}\p{N}_/+=:.-]+)+$/u.test(text);
}

/**
 * A text as a string of PowerShell. Within single quotes only those mean anything, the curly ones too, and are doubled
 * (CharTraits.cs and tokenizer.cs of PowerShell/PowerShell). What can't be seen is written by its number.
 */
function powerShellString(text: string): string {
  if (!hasInvisible(text)) return `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
  const inDouble = text.replaceAll(/[`$"“”„]/g, '`$&').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `$([char]0x${unit.charCodeAt(0).toString(16).padStart(2, '0')})`)
      .join(''),
  );
  return `"${inDouble}"`;
}

/**
 * One argument as PowerShell hands it to a program that it starts itself. Windows PowerShell hands double quotes on without
 * protecting them, so they get the backslash that programs look for, and the backslashes before them are doubled. (PowerShell
 * 7.3 and later protects them itself: there is no line for both, and Windows comes with the former.) An empty word, which it
 * drops, brings double quotes of its own for the same reason. `protects`: it is known to do so.
 */
export function powerShellArgument(argument: string, protects = false): string {
  if (argument === '') return protects ? `''` : `'""'`;
  if (harmless.test(argument)) return argument;
  if (areHarmlessWords(argument)) return `"${argument}"`;
  if (protects) return powerShellString(argument);
  return powerShellString(argument.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\s.*?)(\\+)$/s, '$1$2$2'));
}

/** Nothing, for cmd.exe: the empty beginning of a variable that it always has. */
const nothing = '%cd:~,%';

/**
 * One argument as PowerShell hands it to a batch file, and that to a program. Every PowerShell passes arguments to batch
 * files in the old way: it puts double quotes around those with bare white space and leaves all else alone
 * (NativeCommandParameterBinder.cs, NativeCommandProcessor.cs), and drops empty ones. cmd.exe then would act on what stands
 * outside of double quotes, and on percent signs everywhere. So the argument brings its own double quotes; a double quote in
 * it is two, which cmd.exe and the C runtime both read as one; a percent sign is followed by nothing, so that no name stands
 * between two of them. Line breaks end a command of cmd.exe: such an argument arrives cut short, and nothing of it is run.
 */
function quoteForBatchFile(argument: string): string {
  if (harmless.test(argument)) return argument;
  if (areHarmlessWords(argument)) return `"${argument}"`;
  if (/^[^"%&|<>^()\s]+$/u.test(argument) && !hasInvisible(argument)) return powerShellString(argument);
  const inQuotes = argument
    .replaceAll('%', `%${nothing}`)
    // PowerShell doesn't count a double quote that comes after a backslash, so the two are kept apart.
    .replaceAll(/(\\+)"/g, `$1$1${nothing}"`)
    .replaceAll('"', '""')
    .replace(/\\+$/, '$&$&');
  return powerShellString(`"${inQuotes}"`);
}
