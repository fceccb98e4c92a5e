import { SetupError } from '../errors.ts';
import type { Instance } from '../port/azure.ts';
import { type Check, type Known, ok, type Scene, skipped } from './check.ts';

/** A new address that nobody has looked for yet, and a name service that doesn't know it, look the same. */
const unknownName = ['ENOTFOUND', 'EAI_AGAIN'];

/** Instances have hosts of their own, which company proxies and firewalls often don't know. */
export const twinsCheck: Check = {
  id: 'reach-twins',
  title: 'Instances',
  after: ['proxy'],
  once: ['subscription'],
  async look(scene, known) {
    const host = await instanceHost(scene, known);
    if (host !== undefined) return ok((await scene.reach({ twinsHost: host })).origin);
    const { twinsTrial } = scene.cloud;
    if (twinsTrial === undefined) return skipped('there is no instance to try yet');
    try {
      await scene.reach({ twinsHost: twinsTrial });
      return ok('their hosts answer (there is no instance of yours yet)');
    } catch (error) {
      if (!(error instanceof SetupError) || !unknownName.includes(error.code)) throw error;
      return skipped('there is no instance to try yet');
    }
  },
};

/** The host of the instance that is named, or of one that a set-up made, or of any; those of private networks don't count. */
async function instanceHost({ azure, answers }: Scene, { subscription }: Known): Promise<string | undefined> {
  if (subscription === undefined) return undefined;
  const all = await azure.instances(subscription.id).catch((error: unknown) => {
    if (error instanceof SetupError) return [];
    throw error;
  });
  const open = all.filter(({ publicNetworkAccess }) => publicNetworkAccess === 'enabled');
  const isNamed = ({ name }: Instance): boolean => name.toLowerCase() === answers.name?.toLowerCase();
  const isMade = ({ tags }: Instance): boolean => tags['adt-setup'] !== undefined;
  const [best] = [...open.filter(isNamed), ...open.filter(isMade), ...open].filter((each) => each.hostName);
  return best?.hostName;
}
