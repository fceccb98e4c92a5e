import type { Table } from '../completion/answer/table.ts';
import { version } from '../version.ts';
import { commands } from './commands.ts';
import { manPage } from './man-page.ts';
import { topics, topicText } from './topics.ts';
import { helpText } from './usage.ts';

/**
 * The texts that never differ but in their width (see `laidOut`), by the words that ask for them: the build puts them where
 * nothing has to be loaded for them.
 */
export async function textsAtOnce(): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  for (const flag of ['--version', '-V', '-v']) texts[flag] = `${version}\n`;
  for (const topic of topics) texts[`help ${topic.name}`] = topicText(topic, commands[0].questions);
  for (const command of commands) {
    const text = await helpText(command, commands);
    const { name } = command;
    for (const words of [
      [name, '--help'],
      [name, '-h'],
      ['help', name],
    ])
      texts[words.filter((each) => each !== '').join(' ')] = text;
  }
  return texts;
}

/** The manual page, which the build writes beside the program. */
export function manPageText(): Promise<string> {
  return manPage(commands);
}

/** What can be completed, which the build puts where nothing has to be loaded for it. */
export async function completions(): Promise<Table> {
  const { completionTable } = await import('../completion/table-of.ts');
  return completionTable(commands);
}
