import type { Content, Kind } from './kind.ts';
import { parentScope, typeIn } from './names.ts';

/**
 * Any other resource of Resource Manager, made by one PUT of its body. With it a step can make something of a kind that
 * nothing else here knows.
 */
export interface OtherResource {
  readonly kind: 'other';
  readonly id: string;
  readonly apiVersion: string;
  readonly content: Content;
  /** After "you may": "lock the instance". */
  readonly does: string;
  /** The plan's line: "will be locked against deletion". */
  readonly says: string;
  /** What to do on the portal's page of what it belongs to: "choose Locks, then Add". */
  readonly portal: string;
  /** What it is called in a template: "lock". */
  readonly word: string;
}

/** Its type and scope are read from its id. */
export const otherKind: Kind<OtherResource> = {
  type: ({ id }) => typeIn(id),
  apiVersion: ({ apiVersion }) => apiVersion,
  action: ({ id }) => `${typeIn(id)}/write`,
  scope: ({ id }) => parentScope(id),
  target: ({ id }) => parentScope(id),
  content: ({ content }) => content,
  az: ({ id, apiVersion, content }) => [
    ...['az', 'resource', 'create', '--id', id, '--api-version', apiVersion],
    ...(content.location === undefined && content.tags === undefined
      ? ['--properties', JSON.stringify(content.properties ?? {})]
      : ['--is-full-object', '--properties', JSON.stringify(content)]),
  ],
  removal: (id) => ['az', 'resource', 'delete', '--ids', id],
  visit: ({ id, portal }) => ({ at: parentScope(id), page: 'overview', then: portal }),
  thing: ({ says }) => says,
  happens: '',
  closed: ({ does }) => `you may not ${does}`,
  became: 'created',
  does: ({ does }) => does,
  asks: ({ does }) => does,
  word: ({ word }) => word,
};
