import { powerShellArgument } from '../../text/shell.ts';
import type { Typed } from './dialect.ts';

/** ASCII, which no code page of Windows changes: everything else, and backslashes, as `Regex.Unescape` reads them. */
function ascii(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Words of PowerShell, in Base64 and with zero bytes between them: Windows PowerShell hands neither quotes nor empty words on.
 * `passing`: not empty where it protects double quotes itself. Each line has what is put in, quoted as needed, then what is shown, and what it is.
 */
export function typedInPowerShell([encoded = '', passing = '']: readonly string[]): Typed {
  const words = Buffer.from(encoded, 'base64').toString('utf8').split('\0');
  const current = (words.at(-1) ?? '').toLowerCase();
  return {
    words,
    line({ text, says }, before) {
      const word = `${before}${text}`;
      if (!word.toLowerCase().startsWith(current)) return undefined;
      return [powerShellArgument(word, passing !== ''), text, says ?? text].map(ascii).join('\t');
    },
  };
}
