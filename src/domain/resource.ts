import type { Argv } from '../text/argv.ts';
import { type AssignmentResource, assignmentKind, assignmentType } from './assignment.ts';
import { type GroupResource, groupKind } from './group.ts';
import { type InstanceResource, instanceKind, instanceType } from './instance.ts';
import type { Content, Kind, Names, Visit } from './kind.ts';
import { sameName, typeIn } from './names.ts';
import { type OtherResource, otherKind } from './other.ts';
import { providerId, type RegistrationResource, registrationKind } from './registration.ts';
import type { Right } from './right.ts';

/**
 * What a set-up would make, as a value: the request, the az line, the template, the portal's words, the right that is
 * needed, and the plan's line all follow from it. Each kind stands in a file of its own beside this one.
 */
export type Resource = RegistrationResource | GroupResource | InstanceResource | AssignmentResource | OtherResource;

interface Kinds {
  readonly registration: Kind<RegistrationResource>;
  readonly group: Kind<GroupResource>;
  readonly instance: Kind<InstanceResource>;
  readonly assignment: Kind<AssignmentResource>;
  readonly other: Kind<OtherResource>;
}

const kinds: Kinds = {
  registration: registrationKind,
  group: groupKind,
  instance: instanceKind,
  assignment: assignmentKind,
  other: otherKind,
};

/** Whether this version knows resources of that kind. */
export const isResourceKind = (kind: string): boolean => Object.hasOwn(kinds, kind);

/** Enough to look a resource up again. */
export type ResourceKey = Pick<Resource, 'kind' | 'id'> & { readonly apiVersion?: string };

/** What kind of resource an id is of. */
export function kindIn(id: string): Resource['kind'] {
  if (!/\/providers\//i.test(id)) return 'group';
  if (sameName(id, providerId(id.split('/')[2] ?? ''))) return 'registration';
  if (sameName(typeIn(id), instanceType)) return 'instance';
  return sameName(typeIn(id), assignmentType) ? 'assignment' : 'other';
}

function kindOf(resource: Resource): Kind<Resource> {
  // Each resource only meets the description of its own kind.
  return kinds[resource.kind];
}

/** "Microsoft.DigitalTwins/digitalTwinsInstances". */
export const typeOf = (resource: Resource): string => kindOf(resource).type(resource);

export const apiVersionOf = (resource: Resource): string => kindOf(resource).apiVersion(resource);

/** The body of the PUT that makes it; undefined where it isn't made by a PUT. */
export const contentOf = (resource: Resource): Content | undefined => kindOf(resource).content(resource);

/** What the account must be allowed to do in order to make it. */
export function rightsFor(resource: Resource): readonly [Right] {
  const kind = kindOf(resource);
  return [{ action: kind.action(resource), scope: kind.scope(resource) }];
}

/** The scope at which that right counts, which need not be there yet: deny assignments may reach just the thing itself. */
export const targetOf = (resource: Resource): string => kindOf(resource).target(resource);

/** The scope that a template with it is deployed to: a subscription, a resource group, or a resource. */
export const scopeOf = (resource: Resource): string => kindOf(resource).scope(resource);

/** The command of the Azure CLI that makes it. */
export const azLine = (resource: Resource): Argv => kindOf(resource).az(resource);

/** The command of the Azure CLI that takes it away, and nothing else; undefined where other things may depend on it. */
export const removalLine = ({ kind, id }: ResourceKey): Argv | undefined => kinds[kind].removal?.(id);

/** Where in the portal it is made by hand, and how. */
export const portalVisit = (resource: Resource, names: Names): Visit => kindOf(resource).visit(resource, names);

/** The plan's line: "will be created: rg-factory, West Europe". */
export function planLine(resource: Resource, names: Names): string {
  const kind = kindOf(resource);
  return `${kind.happens}${kind.thing(resource, names)}`;
}

/** The plan's line where it is not made in this run: since rights for it are missing, or for something before it. */
export function unmadeLine(resource: Resource, names: Names): Unmade {
  const kind = kindOf(resource);
  const thing = kind.thing(resource, names);
  return { closed: kind.closed(resource, thing), later: `after that: ${thing}` };
}

export interface Unmade {
  readonly closed: string;
  readonly later: string;
}

/** What has happened to something of a kind that was made: "created". */
export const becameWhat = ({ kind }: ResourceKey): string => kinds[kind].became;

/** After "you may" and "began to": "create the instance". What was sent of any other kind says so itself. */
export function doesWhat(resource: ResourceKey): string {
  // What only an id is known of has the words of its kind.
  return kindOf(resource as Resource).does(resource as Resource);
}

/** The same for a colleague: "create the Azure Digital Twins instance". */
export const asksFor = (resource: Resource): string => kindOf(resource).asks(resource);

/** What it is called in templates. */
export const wordFor = (resource: Resource): string => kindOf(resource).word(resource);

/** What its template's file is called, without an ending. */
export const fileFor = (resource: Resource): string => kindOf(resource).file?.(resource) ?? wordFor(resource);
