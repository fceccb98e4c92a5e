import type { Tags } from '../../src/domain/kind.ts';
import { type SetupError, usageError } from '../../src/errors.ts';
import type { RequiredTag } from '../../src/port/place-rules.ts';
import type { Question } from '../../src/step/question.ts';
import type { World } from '../../src/step/world.ts';
import { commandLine } from '../../src/text/shell.ts';

const rule =
  'Give key=value pairs, such as team=factory env=dev: keys up to 512 characters without < > % & \\ ? /, values up to 256.';

/** The pairs of an answer, in the order given. Limits: naming rules of Azure tags; at most 50 on a resource. */
function pairs(text: string): readonly (readonly [string, string])[] {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === 'none') return [];
  if (trimmed.startsWith('{')) {
    const parsed = JSON.parse(trimmed) as Record<string, unknown>;
    return Object.entries(parsed).map(([key, value]) => [key, String(value)]);
  }
  return trimmed.split(/[\s,]+(?=[^\s=,]+=)/).map((pair): readonly [string, string] => {
    const at = pair.indexOf('=');
    return at > 0 ? [pair.slice(0, at), pair.slice(at + 1).replace(/,$/, '')] : ['', pair];
  });
}

/** The words behind the flag: pairs where they are read back as they were, otherwise all of it as one word. */
function words(value: string): readonly string[] {
  const all = Object.entries(read(value)).map(([key, each]) => `${key}=${each}`);
  // An option, or all of it as one word.
  if (all.some((each) => /^\s*[-{]/.test(each))) return [value];
  return JSON.stringify(Object.fromEntries(pairs(all.join(' ')))) === value ? all : [value];
}

function isAllowed([key, value]: readonly [string, string]): boolean {
  return (
    key !== '' && key.length <= 512 && value.length <= 256 && !/[<>%&\\?/\p{Cc}]/u.test(key) && !/\p{Cc}/u.test(value)
  );
}

const question: Question<'tags'> = {
  key: 'tags',
  subject: 'tags',
  usual: 'none',
  list: words,
  flag: 'tags',
  placeholder: 'KEY=VALUE',
  message: 'Tags',
  explain: 'Labels on what is created, such as team=factory. Some companies demand certain ones.',
  help: 'tags for what is created: key=value pairs',
  show: (value) => shown(read(value)),
  parse(text) {
    let all: readonly (readonly [string, string])[];
    try {
      all = pairs(text);
    } catch {
      throw usageError('invalid-tags', 'The tags are not readable.', rule);
    }
    const wrong = all.find((pair) => !isAllowed(pair));
    if (wrong) throw usageError('invalid-tags', `"${wrong[0] === '' ? wrong[1] : wrong[0]}" can't be a tag.`, rule);
    const names = all.map(([key]) => key.toLowerCase());
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw usageError('invalid-tags', `The tag "${twice}" is given twice.`, rule);
    if (all.length > 49)
      throw usageError(
        'invalid-tags',
        `${all.length} tags are too many.`,
        'Azure takes up to 50, and one marks what this set-up made.',
      );
    return all.length === 0 ? 'none' : JSON.stringify(Object.fromEntries(all));
  },
};

/** Nobody is asked for tags where no policy demands any. */
export const tags: Question<'tags'> = { ...question, optional: true };

/** The tags of an answer in the form that is kept. */
function read(answer: string): Tags {
  return answer === 'none' ? {} : (JSON.parse(answer) as Tags);
}

/** The tags that were answered, without asking. */
export function givenTags(world: World<unknown>): Tags {
  return read(world.answered(tags) ?? 'none');
}

function shown(all: Tags): string {
  const texts = Object.entries(all).map(([key, value]) => `${key}=${value}`);
  return texts.length === 0 ? 'none' : texts.join(', ');
}

/** Tag names are compared without regard to case, values with it (Azure Resource Manager, "Use tags"). */
function isNamed({ name }: Pick<RequiredTag, 'name'>, key: string): boolean {
  return key.toLowerCase() === name.toLowerCase();
}

function lacking(given: Tags, demanded: readonly RequiredTag[]): readonly RequiredTag[] {
  return demanded.filter(({ name, values }) => {
    const [, value] = Object.entries(given).find(([key]) => isNamed({ name }, key)) ?? [];
    return value === undefined || (values !== undefined && !values.includes(value));
  });
}

function sentenceOf({ name, values, policy }: RequiredTag): string {
  const which = values === undefined ? '' : ` with one of these values: ${values.slice(0, 10).join(', ')}`;
  return `Your company's policy "${policy}" demands the tag ${name}${which}.`;
}

function missing(tag: RequiredTag): SetupError {
  const value = tag.values?.[0] ?? 'VALUE';
  const typed = commandLine(['--tags', ...words(JSON.stringify({ [tag.name]: value }))]);
  return usageError('missing-tag', sentenceOf(tag), `Add ${tag.name}=${value} (${typed}).`);
}

/** The question as it is put where a policy demands a tag: by the tag's name, for its value alone. */
function demanding(tag: RequiredTag, lack: readonly RequiredTag[], given: Tags): Question {
  const others = Object.fromEntries(Object.entries(given).filter(([key]) => !isNamed(tag, key)));
  return {
    ...question,
    message: `Tag ${tag.name}`,
    explain: `${lack.map(sentenceOf).join(' ')} At this question its value alone is enough; --tags takes ${tag.name}=VALUE.`,
    show: (value) => Object.entries(read(value)).find(([key]) => isNamed(tag, key))?.[1] ?? shown(read(value)),
    parse(text) {
      // As it is kept.
      if (text === 'none' || /^\{[^]*\}$/.test(text)) return question.parse(text);
      const more = /^[^\s=]+=/.test(text) ? read(question.parse(text)) : { [tag.name]: text };
      return question.parse(JSON.stringify({ ...others, ...more }));
    },
  };
}

/** Asks for the value of the first tag that lacks. Only the person knows it, except where the policy allows a single one. */
async function askValue(world: World<unknown>, tag: RequiredTag, lack: readonly RequiredTag[]): Promise<void> {
  const asked = demanding(tag, lack, givenTags(world));
  const [only, another] = tag.values ?? [];
  const single = another === undefined ? only : undefined;
  await world.ask(asked, {
    ...(tag.values && {
      choices: tag.values.slice(0, 20).map((value) => ({ value: asked.parse(value), label: value })),
    }),
    ...(single !== undefined && {
      recommended: { value: asked.parse(single), why: 'the only value that the policy allows', safe: true },
    }),
    reason: sentenceOf(tag),
    example: asked.parse(only ?? 'practice'),
    check: (value) => Promise.resolve(lacking(read(value), [tag]).length === 0 ? undefined : missing(tag)),
  });
}

/** The tags for what is created: those asked for, those that policies demand, and the mark of this set-up. */
export async function askTags(world: World<unknown>, demanded: readonly RequiredTag[]): Promise<Tags> {
  for (const tag of demanded) {
    const lack = lacking(givenTags(world), demanded);
    if (lack.includes(tag)) await askValue(world, tag, lack);
  }
  const answer = await world.ask(tags, {
    recommended: { value: 'none', why: 'few people need any', safe: true },
    check(value) {
      const [first] = lacking(read(value), demanded);
      return Promise.resolve(first && missing(first));
    },
  });
  return { ...read(answer), ...world.mark };
}
