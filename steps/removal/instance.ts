import { nameIn } from '../../src/domain/names.ts';
import { type Before, ownWork, type Removal, type RemovalWorld } from '../../src/step/removal.ts';
import { isLeaving } from '../instance/states.ts';
import { isAnother, notOurs } from './remade.ts';

/** What Azure is doing with an instance: no deletion is taken meanwhile. */
const busy: Readonly<Record<string, string>> = {
  Provisioning: 'waiting until Azure has finished creating it',
  Updating: 'waiting until Azure has finished changing it',
  Moving: 'waiting until Azure has finished moving it',
};

/** Exactly the instance that this set-up made: one of the same name that was made since is another's. */
export async function removeInstance({ azure, thing }: RemovalWorld): Promise<Removal> {
  const subscription = nameIn(thing.id, 'subscriptions') ?? '';
  const group = nameIn(thing.id, 'resourceGroups') ?? '';
  const name = thing.id.split('/').at(-1) ?? '';
  const read = () => azure.instance(subscription, group, name);
  const found = await read();
  if (found === undefined) return { kind: 'gone', says: name };
  const other = notOurs(thing, name, found.createdTime);
  if (other !== undefined) return other;
  return {
    kind: 'remove',
    removes: { kind: 'instance', id: thing.id },
    says: name,
    why: ownWork,
    az: [['az', 'dt', 'delete', '--dt-name', name, '--resource-group', group, '--subscription', subscription]],
    async look() {
      const now = await read();
      if (now === undefined || isAnother(thing, now.createdTime)) return 'absent';
      return isLeaving(now) ? 'under-way' : 'there';
    },
    async before(): Promise<Before> {
      const says = busy[(await read())?.provisioningState ?? ''];
      return says === undefined ? { is: 'free' } : { is: 'wait', says };
    },
    longest: 900,
    doing: 'Azure is deleting it',
  };
}
