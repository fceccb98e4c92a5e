import { usageError } from '../errors.ts';
import { isSwitch, type Option } from './other-options.ts';

/** What somebody has typed, as far as a message repeats it. */
export function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/**
 * Whether an option may have a value, or has to. `neverEmpty`: it is no question; of those an empty answer is refused with what may
 * be answered.
 * @throws SetupError (usage).
 */
export function checkValue(option: Option, value: string | undefined, neverEmpty: boolean): void {
  const { flag: name } = option;
  if (isSwitch(option) && value !== undefined) {
    throw usageError('unexpected-value', `--${name} takes no value.`, `Use --${name} alone.`);
  }
  if (!isSwitch(option) && value === undefined)
    throw usageError('missing-value', `--${name} needs a value.`, `Use --${name} ${option.placeholder ?? ''}.`);
  if (option.values?.includes(value ?? '') === false)
    throw usageError(
      'invalid-value',
      `--${name} can't be "${short(value ?? '')}".`,
      `Use --${name}${option.values
        .slice(1)
        .map((each) => `, or --${name}=${each}`)
        .join('')}.`,
    );
  // Often a variable of a script that is not set.
  if (value?.trim() === '' && neverEmpty && option.placeholder?.startsWith('[') !== true)
    throw usageError(
      `empty-${name}`,
      `--${name} is empty.`,
      `Give a value, ${option.placeholder ?? ''}, or leave --${name} out.`,
    );
}
