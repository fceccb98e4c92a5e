import type { World } from '../../src/step/world.ts';
import type { HasGroup, HasSubscription } from '../facts.ts';
import { resourceGroup } from './group.ts';

/** What is known of the group before its turn has come. */
type Known = Pick<World<Partial<HasSubscription & HasGroup>>, 'azure' | 'facts' | 'answered'> & {
  readonly absent: { has(step: 'resource-group'): boolean };
};

/** Starts reads for a group that isn't there yet, as soon as that is known of the one that the answers name. */
export function whereNoGroup(known: Known, reads: () => readonly Promise<unknown>[]): readonly Promise<unknown>[] {
  const { azure, facts, absent, answered } = known;
  if (facts.subscription === undefined) return [];
  if (facts['resource-group'] !== undefined) return absent.has('resource-group') ? reads() : [];
  const name = answered(resourceGroup);
  if (name === undefined) return [];
  const found = azure.resourceGroup(facts.subscription.id, name);
  return [found.then((group) => (group === undefined ? Promise.all(reads()) : []))];
}
