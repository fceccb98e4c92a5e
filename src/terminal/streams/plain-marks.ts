import { rewriting } from './rewriting.ts';

/** Marks of ours that a terminal without Unicode can't draw, each with one of the same width that it can. */
const marks: Readonly<Record<string, string>> = {
  '✔': '+',
  '✖': 'x',
  '❯': '>',
  '…': '~',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '·': '-',
  '↑': '^',
  '↓': 'v',
  '→': '>',
};

/** One of ora's frames: a spinner of dots. */
const frame = /[\u2800-\u28FF]/g;

/** Whether the terminal's locale takes Unicode: LC_ALL before LC_CTYPE before LANG (POSIX); one that isn't set says nothing. */
export function takesUnicode(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true;
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG'].map((name) => environment[name] ?? '').find((each) => each !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}

/** A text with plain marks. What people and Azure have named stays as it is. */
export function withPlainMarks(text: string): string {
  return text.replaceAll(/[✔✖❯…’‘“”–·↑↓→]/g, (mark) => marks[mark] ?? mark).replaceAll(frame, '*');
}

/** A stream that writes plain marks. */
export function plainMarked(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return rewriting(stream, withPlainMarks);
}
