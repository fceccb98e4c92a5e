import { type Command, flagsOf } from '../cli/command.ts';
import type { Option, OptionName } from '../cli/other-options.ts';
import { isSwitch } from '../cli/other-options.ts';
import { topics } from '../cli/topics.ts';
import type { Cloud } from '../port/cloud.ts';
import type { Question } from '../step/question.ts';
import type { About, Entry, Flag, Offer, Table, Takes } from './answer/table.ts';

/** What can be looked up in saved set-ups, by the subject of the question. */
const abouts = { name: 'name', group: 'group', subscription: 'subscription' } as const satisfies Partial<
  Record<NonNullable<Question['subject']>, About>
>;

/** What a placeholder of the help says about files. */
const places: Readonly<Record<string, Takes>> = { FILE: 'files', PATH: 'files', DIR: 'folders' };

const named = (names: readonly string[]): readonly Offer[] => names.map((text) => ({ text }));

/** The values of options that are declared where they mean something. */
async function valuesOfOptions(): Promise<Partial<Readonly<Record<OptionName, readonly Offer[]>>>> {
  const [{ clouds }, { scenarios }, { formats }, { languages }] = await Promise.all([
    import('../azure/clouds.ts'),
    import('../sandbox/scenarios.ts'),
    import('../export/formats.ts'),
    import('../first-steps/programs/languages.ts'),
  ]);
  const practices = scenarios.map(({ name: text, description: says }) => ({ text, says }));
  return {
    cloud: Object.values(clouds).map(({ name: text, title: says }) => ({ text, says })),
    sandbox: practices,
    scenario: practices,
    format: formats.map(({ name: text, says }) => ({ text, says })),
    language: languages.map(({ name: text, title: says }) => ({ text, says })),
  };
}

/** Everything that Tab can offer without a look at this computer, made from the declarations of commands, questions and options. */
export async function completionTable(commands: readonly [Command, ...Command[]]): Promise<Table> {
  const values: Readonly<Record<string, readonly Offer[]>> = await valuesOfOptions();
  const takesOf = (option: Option | Question): Takes => {
    const { flag, placeholder = '' } = option;
    if ('subject' in option && Object.hasOwn(abouts, option.subject))
      return abouts[option.subject as keyof typeof abouts];
    const own = 'offers' in option ? option.offers : 'values' in option ? option.values : undefined;
    return (own === undefined ? undefined : named(own)) ?? values[flag] ?? places[placeholder] ?? 'free';
  };
  const flagOf = (option: Option | Question): Flag => ({
    name: option.flag,
    short: option.short,
    says: option.help,
    ...(!isSwitch(option) && { takes: takesOf(option) }),
    ...(option.placeholder?.startsWith('[') && { onlyJoined: true as const }),
    ...('list' in option && { repeats: true as const }),
  });
  const flags: Flag[] = [];
  const placeOf = (flag: Flag): number => {
    const known = flags.findIndex((each) => JSON.stringify(each) === JSON.stringify(flag));
    return known < 0 ? flags.push(flag) - 1 : known;
  };
  const entryOf = (command: Command): Entry => ({
    name: command.name,
    says: command.says,
    flags: flagsOf(command).map((option) => placeOf(flagOf(option))),
    words: named(command.takes?.values ?? []),
  });
  const [first, ...others] = commands;
  const entries = [entryOf(first), ...others.map(entryOf)] as const;
  return {
    flags,
    commands: [...entries],
    topics: topics.map(({ name: text, says }) => ({ text, says })),
    practice: 'sandbox' satisfies Cloud['name'],
    usual: { cloud: 'AzureCloud' satisfies Cloud['name'], scenario: 'owner' },
  };
}
