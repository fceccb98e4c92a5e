import { version } from '../version.ts';
import { commands } from './commands.ts';
import { helpText } from './usage.ts';

/** The texts that never differ, by the words that ask for them: the build puts them where nothing has to be loaded for them. */
export async function textsAtOnce(): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = { '--version': `${version}\n`, '-V': `${version}\n` };
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
