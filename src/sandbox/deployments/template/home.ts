import type { Special } from '../expression/frame.ts';
import { NotYetKnown, TemplateError } from '../template-error.ts';
import type { ValueObject } from '../value.ts';

/** Where a deployment takes place, and what functions may learn of it. */
export interface Home {
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** The name of the group, at group scope. */
  readonly group?: string;
  readonly deployment: { readonly name: string; readonly location?: string };
  readonly look: Look;
}

/** What functions learn of the world. */
export interface Look {
  readonly subscription: (id: string) => ValueObject;
  readonly tenant: () => ValueObject;
  /** Undefined when there is no such group yet. */
  readonly group: (subscriptionId: string, name: string) => ValueObject | undefined;
  readonly environment: () => ValueObject;
  readonly deployer: () => ValueObject;
}

/** The id below which the deployment's resources lie. */
export function homeScope({ subscriptionId, group }: Pick<Home, 'subscriptionId' | 'group'>): string {
  return `/subscriptions/${subscriptionId}${group === undefined ? '' : `/resourceGroups/${group}`}`;
}

function deploymentValue({ deployment }: Home): ValueObject {
  return {
    name: deployment.name,
    ...(deployment.location === undefined ? {} : { location: deployment.location }),
    properties: { template: { contentVersion: '1.0.0.0' }, mode: 'Incremental', provisioningState: 'Accepted' },
  };
}

function groupValue(home: Home): ValueObject {
  if (home.group === undefined)
    throw new TemplateError(
      "The template function 'RESOURCEGROUP' is not expected at this location. Please see https://aka.ms/arm-functions for usage details.",
    );
  const found = home.look.group(home.subscriptionId, home.group);
  if (found === undefined) throw new NotYetKnown(`the group ${home.group}`);
  return found;
}

/** Functions that tell where a deployment takes place. */
export function homeFunctions(home: Home): readonly (readonly [string, Special])[] {
  return [
    ['subscription', () => home.look.subscription(home.subscriptionId)],
    ['resourcegroup', () => groupValue(home)],
    ['tenant', () => home.look.tenant()],
    ['environment', () => home.look.environment()],
    ['deployer', () => home.look.deployer()],
    ['deployment', () => deploymentValue(home)],
  ];
}
