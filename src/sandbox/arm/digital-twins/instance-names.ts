import { contoso } from '../../world/contoso/ids.ts';
import { standingInstance } from '../../world/contoso/standing.ts';
import { instanceKey } from '../../world/keys.ts';
import { changed, type World } from '../../world/world.ts';
import { refusal } from '../refusal.ts';

/** 3 to 63 letters, digits and hyphens, none of these at either end (Microsoft's specification, az's extension and Terraform agree). */
const pattern = /^(?!-)[A-Za-z0-9-]{3,63}(?<!-)$/;

/**
 * Names are unique per region over all tenants: host names contain the region's code. A deleted instance's name may
 * stay taken for a while (belief, setting `deletedNameHeldSeconds`).
 */
function isTaken(world: World, name: string, location: string, now: number): boolean {
  const wanted = name.toLowerCase();
  const held = world.heldNames[`${location}/${wanted}`];
  if (held !== undefined && held > now) return true;
  return Object.values(world.instances).some(
    (each) => each.location === location && each.name.toLowerCase() === wanted,
  );
}

/** In the scenario "taken" the first name that anybody asks for turns out to be somebody else's, in another tenant. */
export function claimName(world: World, name: string, location: string): World {
  if (world.scenario !== 'taken' || Object.values(world.instances).some((each) => each.resourceGroup === 'rg-taken'))
    return world;
  const foreign = standingInstance({ subscriptionId: contoso.shared, resourceGroup: 'rg-taken', name, location });
  return changed(world, {
    instances: { ...world.instances, [instanceKey(foreign.subscriptionId, foreign.resourceGroup, name)]: foreign },
  });
}

function takenText(name: string, location: string): string {
  return `A DigitalTwins instance with the name '${name}' already exists in region '${location}'. Please choose a different name.`;
}

/** The answer of checkNameAvailability. */
export function isNameFree(world: World, name: string, location: string, now: number): object {
  if (!pattern.test(name)) {
    const message = `'${name}' is not a valid name. Names have 3 to 63 letters, digits and hyphens and neither start nor end with a hyphen.`;
    return { nameAvailable: false, reason: 'Invalid', message };
  }
  if (isTaken(world, name, location, now))
    return { nameAvailable: false, reason: 'AlreadyExists', message: takenText(name, location) };
  return { nameAvailable: true, message: `'${name}' is available.` };
}

/** What creating an instance of a bad or taken name meets. The wording of the taken name is that of the check. */
export function refuseTaken(world: World, name: string, location: string, now: number): void {
  if (!pattern.test(name)) {
    throw refusal(
      400,
      'InvalidResourceName',
      `The resource name '${name}' is invalid. It must match the pattern '${pattern.source}'.`,
      { by: 'provider' },
    );
  }
  if (isTaken(world, name, location, now))
    throw refusal(409, 'AlreadyExists', takenText(name, location), { by: 'provider' });
}
