import { version } from '../version.ts';
import { type Command, called } from './command.ts';
import { topics, topicText } from './topics.ts';
import { helpText } from './usage.ts';

/** The day of this version's page: a page without one is not well formed. */
const day = '2026-11-29';

/** Bytes of a line that a page may have. */
const widest = 78;

/** A text for roff: what means something to it is written otherwise. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
}

/** The same, as lines that are filled up when they are shown. */
function filled(text: string): string {
  const lines: string[] = [];
  for (const word of roff(text).split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  // A line that begins with one of these is a request.
  return lines.map((line) => (/^[.']/.test(line) ? `\\&${line}` : line)).join('\n');
}

/** Lines of the help as requests of roff (man(7)): rows as tagged paragraphs, command lines as they are. */
function requests(lines: readonly string[]): readonly string[] {
  let wasCommand = false;
  return lines.flatMap((line) => {
    const text = line.trim();
    const [head = '', rest] = line.split('\t');
    const isCommand = text.startsWith('$ ');
    const before = isCommand === wasCommand ? [] : isCommand ? ['.PP', '.nf'] : ['.fi'];
    wasCommand = isCommand;
    if (text === '') return before;
    if (isCommand) return [...before, `    ${roff(text.slice(2))}`];
    if (rest !== undefined) return [...before, '.TP', `.B ${roff(head.trim())}`, filled(rest)];
    return [...before, '.PP', filled(text)];
  });
}

/** The help of a command below headings of its own: those of the help are in capitals, on lines that aren't indented. */
function commandPart(text: string): readonly string[] {
  const parts: string[] = [];
  let kept: string[] = [];
  let isLeft = false;
  const flush = (): void => {
    parts.push(...requests([...kept, '']));
    kept = [];
  };
  for (const line of text.split('\n')) {
    const isHeading = /^[A-Z][A-Z ]+$/.test(line);
    if (isHeading || /^\S.*:$/.test(line)) {
      flush();
      isLeft = ['LEARN MORE', 'COMMANDS', 'EXIT CODES'].includes(line);
      if (!isLeft) parts.push('.PP', `.I ${roff(line.charAt(0) + line.slice(1).toLowerCase())}`);
    } else if (!isLeft) kept.push(line);
  }
  flush();
  return parts;
}

/** The manual page, made from what the help is made from. */
export async function manPage(commands: readonly [Command, ...Command[]]): Promise<string> {
  const texts = await Promise.all(commands.map(async (each) => [each, await helpText(each, commands)] as const));
  const [main] = commands;
  const lines = [
    `.TH ADT\\-SETUP 1 ${day} "adt\\-setup ${version}" "User Commands"`,
    '.SH NAME',
    `adt\\-setup \\- ${roff('the guided set-up wizard for Azure Digital Twins')}`,
    '.SH SYNOPSIS',
    '.B adt\\-setup',
    '[COMMAND] [FLAGS]',
    '.SH DESCRIPTION',
    filled(`Without a command it ${main.says}. ${main.explains}`),
    ...texts.flatMap(([command, text]) => [
      `.SH ${roff(command.name === '' ? 'THE SET-UP' : called(command).toUpperCase())}`,
      ...commandPart(text),
    ]),
    ...topics.flatMap((topic) => [
      `.SH ${roff(topic.name.toUpperCase())}`,
      ...requests([...topicText(topic, main.questions).split('\n').slice(2), '']),
    ]),
    '.SH SEE ALSO',
    filled('az(1). On the web: https://learn.microsoft.com/azure/digital-twins/'),
    '',
  ];
  // A heading begins a paragraph already.
  return lines.filter((line, at) => line !== '.PP' || lines[at - 1]?.startsWith('.SH') !== true).join('\n');
}
