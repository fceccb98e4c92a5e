import { isObject } from '../text/is-object.ts';

/** What is known of a resource that a policy looks at. */
export interface Judged {
  /** "Microsoft.DigitalTwins/digitalTwinsInstances". */
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/** Yes, no, or undefined: it hangs on what is not known here. */
type Answer = boolean | undefined;

function every(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

function textsIn(value: unknown): readonly string[] | undefined {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.every((each) => typeof each === 'string') ? all.map((each) => each.toLowerCase()) : undefined;
}

/** `*` stands for any letters (Azure Policy, "Conditions"). */
function isLike(text: string, pattern: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 's').test(text);
}

const conditions: Readonly<Record<string, (text: string, values: readonly string[]) => boolean>> = {
  equals: (text, [value = '']) => text === value,
  like: (text, [value = '']) => isLike(text, value),
  contains: (text, [value = '']) => text.includes(value),
  in: (text, values) => values.includes(text),
};

function fieldIs(rule: Readonly<Record<string, unknown>>, judged: Judged): Answer {
  const field = typeof rule['field'] === 'string' ? rule['field'].toLowerCase() : '';
  const text = { type: judged.type, name: judged.name, id: judged.id }[field]?.toLowerCase();
  if (text === undefined) return undefined;
  const [key = '', value] = Object.entries(rule).find(([each]) => each !== 'field') ?? [];
  const isNegative = /^not[A-Z]/.test(key);
  const plain = isNegative ? `${key.charAt(3).toLowerCase()}${key.slice(4)}` : key;
  const compare = Object.hasOwn(conditions, plain) ? conditions[plain] : undefined;
  const values = textsIn(value);
  if (compare === undefined || values === undefined || values.some((each) => each.startsWith('['))) return undefined;
  return compare(text, values) !== isNegative;
}

/**
 * Whether the condition of a policy rule (its `if`) holds for a resource, as far as its type, name and id say (Azure Policy,
 * "Definition structure: policy rule").
 */
export function holdsFor(rule: unknown, judged: Judged): Answer {
  if (!isObject(rule)) return undefined;
  const { allOf, anyOf, not: inner } = rule;
  if (Array.isArray(allOf)) return every(allOf.map((each) => holdsFor(each, judged)));
  if (Array.isArray(anyOf)) return not(every(anyOf.map((each) => not(holdsFor(each, judged)))));
  if (inner !== undefined) return not(holdsFor(inner, judged));
  return fieldIs(rule, judged);
}
