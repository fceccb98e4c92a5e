/*
 * What becomes of a command line on Windows, by the rules of those who read it, one after the other: PowerShell, cmd.exe for
 * a batch file, and the C runtime of the program. A test that wants the real ones needs Windows (test/text/shell/batch-files.test.ts).
 */

const singleQuotes = /['‘’‚‛]/;
const doubleQuotes = /["“”„]/;

/**
 * The arguments in a line, as PowerShell reads them (CharTraits.cs and tokenizer.cs of PowerShell/PowerShell). Knows only what
 * a quoted line may hold: plain words and strings, in which nothing is computed but `$([char]0x…)`. Throws at all else.
 */
export function readPowerShell(line: string): readonly string[] {
  const all: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ') {
      at += 1;
      continue;
    }
    const first = line[at] ?? '';
    const [text, end] = singleQuotes.test(first)
      ? single(line, at + 1)
      : doubleQuotes.test(first)
        ? double(line, at + 1)
        : bare(line, at);
    if (end < line.length && line[end] !== ' ') throw new Error(`PowerShell ends an argument within ${line}`);
    all.push(text);
    at = end;
  }
  return all;
}

function single(line: string, start: number): readonly [string, number] {
  let text = '';
  for (let at = start; at < line.length; at++) {
    if (singleQuotes.test(line[at] ?? '')) {
      if (!singleQuotes.test(line[at + 1] ?? '')) return [text, at + 1];
      at += 1;
    }
    text += line[at] ?? '';
  }
  throw new Error(`PowerShell waits for the end of a string: ${line}`);
}

function double(line: string, start: number): readonly [string, number] {
  let text = '';
  for (let at = start; at < line.length; at++) {
    const character = line[at] ?? '';
    const computed = /^\$\(\[char\]0x([0-9a-f]+)\)/.exec(line.slice(at));
    if (computed) {
      text += String.fromCharCode(Number.parseInt(computed[1] ?? '', 16));
      at += computed[0].length - 1;
    } else if (character === '$') {
      throw new Error(`PowerShell computes something in ${line}`);
    } else if (character === '`') {
      at += 1;
      // Letters and digits after it mean control characters.
      if (/\w/.test(line[at] ?? '')) throw new Error(`PowerShell reads an escape sequence in ${line}`);
      text += line[at] ?? '';
    } else if (doubleQuotes.test(character)) {
      if (!doubleQuotes.test(line[at + 1] ?? '')) return [text, at + 1];
      at += 1;
      text += line[at] ?? '';
    } else {
      text += character;
    }
  }
  throw new Error(`PowerShell waits for the end of a string: ${line}`);
}

function bare(line: string, start: number): readonly [string, number] {
  const word = /^[^ ]+/.exec(line.slice(start))?.[0] ?? '';
  // One hyphen begins a parameter, which ends at a colon or a period; two are an operator, and so a word like others.
  if (!/^(-[A-Za-z][A-Za-z-]*|(--[A-Za-z]|\w|[/\\]+\w)[\w/+=:.\\-]*)$/.test(word))
    throw new Error(`PowerShell acts on ${word}`);
  return [word, start + word.length];
}

/**
 * The command line that PowerShell makes in its old way, which Windows PowerShell has for everything, and every PowerShell for
 * batch files (BindParameters and NeedQuotes of NativeCommandParameterBinder.cs).
 */
export function joinAsPowerShell(all: readonly string[], version: 5 | 7): string {
  return all
    .filter((argument) => argument !== '')
    .map((argument) => {
      if (!hasBareSpace(argument)) return argument;
      const backslashes = version === 7 ? (/\\*$/.exec(argument)?.[0] ?? '') : '';
      return `"${argument}${backslashes}"`;
    })
    .join(' ');
}

function hasBareSpace(argument: string): boolean {
  let quotes = 0;
  for (let at = 0; at < argument.length; at++) {
    const character = argument[at] ?? '';
    if (character === '"' && argument[at - 1] !== '\\') quotes += 1;
    else if (/\s/.test(character) && quotes % 2 === 0) return true;
  }
  return false;
}

/**
 * What cmd.exe hands to a batch file and that hands on with `%*`. Names between percent signs are replaced first, also
 * within quotes, those that aren't set stay, and nothing is read twice; then everything outside of double quotes that means
 * something to cmd.exe is acted on: here it throws.
 */
export function throughBatchFile(line: string, environment: Readonly<Record<string, string>>): string {
  const replaced = withVariables(line, environment);
  let isQuoted = false;
  for (const character of replaced) {
    if (character === '"') isQuoted = !isQuoted;
    if (/[\r\n]/.test(character)) throw new Error(`cmd.exe ends the command within ${JSON.stringify(replaced)}`);
    if (!isQuoted && /[&|<>^()]/.test(character)) throw new Error(`cmd.exe acts on ${character} in ${replaced}`);
  }
  return replaced;
}

function withVariables(line: string, environment: Readonly<Record<string, string>>): string {
  let text = '';
  for (let at = 0; at < line.length; at++) {
    const found = /^%([^%:]*)(?::~(-?\d*)(?:,(-?\d*))?)?%/.exec(line.slice(at));
    const [whole = '', name = '', start, length] = found ?? [];
    const value = environment[name.toLowerCase()];
    if (value === undefined) {
      text += line[at] ?? '';
      continue;
    }
    const from = start === undefined ? 0 : Number(start);
    const rest = value.slice(from);
    text += length === undefined ? rest : rest.slice(0, Number(length));
    at += whole.length - 1;
  }
  return text;
}

/**
 * The arguments that a program gets: the C runtime's rules, in the form since 2008, which az's Python has (Microsoft's
 * "Parsing C command-line arguments"). Two double quotes within quotes are one, and the quotes go on.
 */
export function readAsProgram(line: string): readonly string[] {
  const all: string[] = [];
  let at = 0;
  for (;;) {
    while (/[ \t]/.test(line[at] ?? '')) at += 1;
    if (at >= line.length) return all;
    const [text, end] = argumentAt(line, at);
    all.push(text);
    at = end;
  }
}

function argumentAt(line: string, start: number): readonly [string, number] {
  let text = '';
  let isQuoted = false;
  let at = start;
  while (at < line.length && (isQuoted || !/[ \t]/.test(line[at] ?? ''))) {
    const [run = '', backslashes = '', quote] = /^(\\*)("?)/.exec(line.slice(at)) ?? [];
    if (run === '') {
      text += line[at] ?? '';
      at += 1;
    } else if (quote !== '"') {
      text += backslashes;
      at += run.length;
    } else {
      text += '\\'.repeat(Math.floor(backslashes.length / 2));
      at += run.length;
      if (backslashes.length % 2 === 1) text += '"';
      else if (isQuoted && line[at] === '"') {
        text += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    }
  }
  return [text, at];
}
