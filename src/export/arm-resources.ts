import type { Content } from '../domain/kind.ts';
import { contentEntries } from './bicep-text.ts';
import type { Entry } from './template.ts';

/**
 * A text that is no expression. Only what begins with `[` and ends with `]` is read as one, and is kept from it by one more
 * bracket in front ("Template syntax", escape characters).
 */
export function literal(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

/** A text within an expression. */
export function inExpression(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const inSubscription = /^\/subscriptions\/[^/]+\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i;

/** Any value as a template holds it: every text in it stands for itself; where not `literally`, ids hold for any subscription. */
function value(of: unknown, literally: boolean): unknown {
  if (typeof of === 'string') {
    const [, type, name] = (!literally && inSubscription.exec(of)) || [];
    if (type === undefined || name === undefined) return literal(of);
    return `[subscriptionResourceId(${inExpression(type)}, ${inExpression(name)})]`;
  }
  if (Array.isArray(of)) return of.map((each) => value(each, literally));
  if (typeof of === 'object' && of !== null) return record(Object.entries(of), literally);
  return of;
}

function record(
  entries: readonly (readonly [string, unknown])[],
  literally: boolean,
): Readonly<Record<string, unknown>> {
  const known = entries.filter(([, each]) => each !== undefined);
  return Object.fromEntries(known.map(([key, each]) => [literal(key), value(each, literally || key === 'tags')]));
}

/** Any value as a template holds it, each text as it is. */
export const literalValue = (of: unknown): unknown => value(of, true);

/** The expression that gives the id of an entry. */
export function idOf(entry: Entry): string {
  const names = [...(entry.on?.as === 'parent' ? [entry.on.entry.name] : []), entry.name];
  const isOfSubscription = entry.type === 'Microsoft.Resources/resourceGroups';
  const call = isOfSubscription ? 'subscriptionResourceId' : 'resourceId';
  return `[${call}(${[entry.type, ...names].map(inExpression).join(', ')})]`;
}

/** A declared resource; what exists is only ever referred to. */
export function resourceOf(entry: Entry): Readonly<Record<string, unknown>> {
  const { on, type, apiVersion, name, content } = entry;
  const full = on?.as === 'parent' ? `${on.entry.name}/${name}` : name;
  return {
    ...(on?.as === 'scope' && { scope: idOf(on.entry) }),
    type,
    apiVersion,
    name: literal(full),
    ...record(contentEntries(content as Content), false),
    ...(on?.entry.content !== undefined && { dependsOn: [idOf(on.entry)] }),
  };
}

/** Whether a template makes it, and doesn't only refer to it. */
export const declared = ({ content }: Entry): boolean => content !== undefined;
