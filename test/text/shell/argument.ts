import { fc } from '../../support/properties.ts';
import { anyText } from '../any-text.ts';

/** What shells act on, and what can't be seen. */
const characters = Array.from('\'"\\$`!*?~#&|;<>(){}[] \t\n\r-=%^@,.aé東‘’‚‛“”„\u200B\u202E\u001B');

/** Any text that can be an argument: no zero byte, and no half of a character. */
export const argument = fc.oneof(
  anyText({ maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 20 }),
);
