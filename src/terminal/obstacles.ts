import { scopeName } from '../domain/names.ts';
import type { Right } from '../domain/right.ts';
import { type Activation, ableFor } from '../step/hand-over.ts';
import { listed } from '../text/listing.ts';
import { safe } from '../text/safe.ts';
import { told } from './copied.ts';
import { hang } from './layout.ts';
import type { Style } from './style.ts';

/** Names that a screen has room for; the hand-over has them all. */
const mostNames = 5;

function names(people: readonly string[]): string {
  const more = people.length - mostNames;
  return more > 0 ? `${people.slice(0, mostNames).join(', ')} or ${more} more` : listed(people, 'or');
}

/** Where the hand-over is, and whom to send it to, as far as it is known. */
export function handOverSentence(file: string, helpers: readonly string[]): string {
  const whom = helpers.length === 0 ? 'someone who may do it' : names(helpers);
  return safe(`Written to ${file}. Send it to ${whom}; it says what to run and why.`);
}

/** Why it isn't possible, who could help, perhaps the person alone, and last, exactly, what is missing. What holds for all is said once. */
export function obstaclesPage(obstacles: readonly Obstacle[], style: Style, width: number): readonly string[] {
  if (obstacles.length === 0) return [];
  const missing = obstacles.flatMap(({ missing, subscription }) => missing.map((right) => ({ right, subscription })));
  const yours = new Map(obstacles.flatMap((each) => each.activations).map((each) => [`${each.role} ${each.on}`, each]));
  const reasons = new Set(obstacles.map((each) => each.why).filter((each) => each !== ''));
  const able = ableFor(obstacles);
  const lists = able.length > 0 ? [able] : obstacles.map((each) => each.people);
  const people = new Set(lists.map(names).filter((each) => each !== ''));
  const why = reasons.size === 0 ? ['Your account lacks a right for this.'] : [...reasons];
  return [
    ...why.flatMap((each, at) => told(at === 0 ? `${style.warn(style.mark.note)} ` : '  ', safe(each), width)),
    ...[...yours.values()].flatMap(({ role, on, link }) => [
      ...hang('  You:      ', safe(`you are eligible for ${role} on ${on}. Activate it here:`), width),
      `    ${safe(link)}`,
    ]),
    ...[...people].flatMap((each) => hang('  Who can:  ', safe(each), width)),
    ...missing.flatMap(({ right, subscription }) =>
      hang('  Missing:  ', safe(`${right.action} on ${scopeName(right.scope, subscription)}`), width).map(style.dim),
    ),
    '',
  ];
}

export interface Obstacle {
  readonly missing: readonly Right[];
  /** Name of the subscription. */
  readonly subscription: string | undefined;
  readonly why: string;
  readonly people: readonly string[];
  readonly activations: readonly Activation[];
}
