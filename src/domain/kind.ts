import type { Argv } from '../text/argv.ts';

export type Tags = Readonly<Record<string, string>>;

/** A resource as Resource Manager takes it in a PUT, by Azure's own property names. */
export interface Content {
  readonly location?: string;
  readonly tags?: Tags;
  readonly identity?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What a resource itself does not tell, for sentences. */
export interface Names {
  /** What people call a region: "West Europe" for westeurope. */
  region(code: string): string;
  /** "Bea Cruz (bea@contoso.com)". */
  readonly principal?: string;
  /** "Azure Digital Twins Data Owner". */
  readonly role?: string;
}

/** Where in the portal people make such a resource by hand. */
export interface Visit {
  /** Id of the resource whose page is opened: its overview, or who has access to it. */
  readonly at: string;
  readonly page: 'overview' | 'access';
  /** What to do there, after "and": "choose Resource groups, then Create, with …". */
  readonly then: string;
}

/** Everything that follows from a resource of one kind. An api-version or a property's name stands nowhere else. */
export interface Kind<Of> {
  /** "Microsoft.DigitalTwins/digitalTwinsInstances". */
  type(resource: Of): string;
  apiVersion(resource: Of): string;
  /** The management action that making it needs. */
  action(resource: Of): string;
  /** Where that right must be held, and where a template that makes it is deployed: a scope that is there before. */
  scope(resource: Of): string;
  /** The scope at which the action counts: that of the thing itself, where rights on it can be taken away. */
  target(resource: Of): string;
  /** What a PUT of it holds; undefined where it isn't made by a PUT. */
  content(resource: Of): Content | undefined;
  /** The command of the Azure CLI that makes it. */
  az(resource: Of): Argv;
  /** The command of the Azure CLI that takes away just this; left out where other things may depend on it. */
  removal?(id: string): Argv;
  visit(resource: Of, names: Names): Visit;
  /** What is made, in the plan: "rg-factory, West Europe". */
  thing(resource: Of, names: Names): string;
  /** What happens to it, before the thing: "will be created: "; empty where the thing says so itself. */
  readonly happens: string;
  /** What the plan says of a thing that the account may not make: "you may not create it: rg-factory, West Europe". */
  closed(resource: Of, thing: string): string;
  /** What has happened to it: "created". */
  readonly became: string;
  /** After "you may" and "began to": "create the instance". */
  does(resource: Of): string;
  /** The same for a colleague who knows nothing of this set-up: "create the Azure Digital Twins instance". */
  asks(resource: Of): string;
  /** What it is called in a template: "instance". */
  word(resource: Of): string;
  /** The template's file, without an ending, where that is not the same. */
  file?(resource: Of): string;
}
