import { TemplateError } from '../template-error.ts';
import { collectionFunctions } from './collections.ts';
import { dateFunctions } from './dates.ts';
import { type Builtin, define } from './define.ts';
import { lambdaFunctions } from './lambdas.ts';
import { numberFunctions } from './numbers.ts';
import { textFunctions } from './texts.ts';

const rest: readonly (readonly [string, Builtin])[] = [
  define('true', [0], () => true),
  define('false', [0], () => false),
  define('null', [0], () => null),
  define('not', [1], ({ flag }) => !flag(0)),
  define('fail', [1], ({ text }) => {
    throw new TemplateError(text(0));
  }),
];

/** The functions of the template language that need nothing but their arguments, by lower-case names. */
export const builtins: ReadonlyMap<string, Builtin> = new Map([
  ...textFunctions,
  ...numberFunctions,
  ...collectionFunctions,
  ...lambdaFunctions,
  ...dateFunctions,
  ...rest,
]);
