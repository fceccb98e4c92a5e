import { hostile } from './hostile-strings.ts';
import { type Count, counting } from './report.ts';
import { fields } from './shown-fields.ts';

/** Bytes that a terminal would act on, and characters that hide or reorder text; line breaks are ours. */
const raw =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/u;

/** Every hostile string in every text field that comes from outside: not one raw control character on the screen. */
export function hostileTexts(): Count {
  const { trial, count } = counting('hostile strings x remote text fields');
  for (const [name, show] of Object.entries(fields)) {
    for (const text of hostile) {
      const shown = show(text);
      const found = raw.exec(shown);
      trial(
        found === null ? [] : [`${name} shows ${JSON.stringify(found[0])} of ${JSON.stringify(text.slice(0, 40))}`],
      );
    }
  }
  return count();
}
