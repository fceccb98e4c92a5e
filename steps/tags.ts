import { usageError } from '../src/errors.ts';
import type { Argv, Question, StepId, World } from '../src/step.ts';

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

function isAllowed([key, value]: readonly [string, string]): boolean {
  return (
    key !== '' && key.length <= 512 && value.length <= 256 && !/[<>%&\\?/\p{Cc}]/u.test(key) && !/\p{Cc}/u.test(value)
  );
}

export const tags: Question = {
  key: 'tags',
  flag: 'tags',
  placeholder: 'KEY=VALUE',
  message: 'Tags',
  explain: 'Labels on what is created, such as team=factory. Some companies demand certain ones.',
  help: 'tags for what is created: key=value pairs',
  optional: true,
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

/** The tags for what is created: those asked for, and the mark of this set-up. */
export async function askTags<Needs extends StepId>(world: World<Needs>): Promise<Readonly<Record<string, string>>> {
  const answer = await world.ask(tags, { recommended: { value: 'none', why: 'few people need any', safe: true } });
  const asked = answer === 'none' ? {} : (JSON.parse(answer) as Record<string, string>);
  return { ...asked, ...world.mark };
}

/** The tags as arguments of an `az` command. */
export function tagArguments(all: Readonly<Record<string, string>>): Argv {
  return ['--tags', ...Object.entries(all).map(([key, value]) => `${key}=${value}`)];
}
