import { providerId, type RegistrationResource } from '../src/domain/registration.ts';
import { azLine, planLine, unmadeLine } from '../src/domain/resource.ts';
import { SetupError } from '../src/errors.ts';
import type { Provider } from '../src/port/azure.ts';
import type { Look, Step } from '../src/step/step.ts';
import type { World } from '../src/step/world.ts';
import type { HasSubscription } from './facts.ts';
import { instanceNameQuestion } from './instance/name.ts';
import { location } from './place/region.ts';

const seconds = { usually: 60, longest: 90 };

function hasState(provider: Provider, state: string): boolean {
  return provider.registrationState.toLowerCase() === state;
}

/**
 * Registered, or good enough: registration is done region by region, and one must not wait for all of them
 * ("Azure resource providers and types": don't block on the registering state).
 */
async function look(world: World<HasSubscription>, before: Provider): Promise<Look<Provider>> {
  if (await isOnInRegion(world)) return { is: 'there', value: { ...before, registrationState: 'Registering' } };
  const provider = await world.azure.provider(world.facts.subscription.id);
  if (hasState(provider, 'registered')) return { is: 'there', value: provider };
  return hasState(provider, 'registering') ? { is: 'under-way', state: 'Registering' } : { is: 'absent' };
}

/** Whether the region of the instance takes requests already: the name is looked up there, which has to be known next anyway. */
async function isOnInRegion(world: World<HasSubscription>): Promise<boolean> {
  const [region, name] = [world.answered(location), world.answered(instanceNameQuestion)];
  if (region === undefined || name === undefined) return false;
  return (await world.azure.nameAvailability(world.facts.subscription.id, region, name)).is !== 'unknown';
}

export const provider = {
  id: 'provider',
  title: 'Service',
  needs: ['subscription'],
  questions: [],
  ahead: ({ azure, facts: { subscription } }) => (subscription === undefined ? [] : [azure.provider(subscription.id)]),
  async plan(world) {
    const { id, name } = world.facts.subscription;
    const now = await world.azure.provider(id);
    if (now.regions.length === 0) {
      throw new SetupError({
        ending: 'refused',
        code: 'service-not-offered',
        message: `Azure Digital Twins is not offered to the subscription "${name}" in this cloud.`,
        suggestion:
          'Azure lists no region of this cloud that has it. Choose another subscription; or, if your account belongs to another cloud, name that: --cloud.',
        again: 'answer',
        cures: ['subscription'],
      });
    }
    const makes: RegistrationResource = { kind: 'registration', id: providerId(id) };
    const az = [azLine(makes)];
    const isOnItsWay = hasState(now, 'registering');
    if (hasState(now, 'registered')) {
      return {
        kind: 'found',
        value: now,
        id: makes.id,
        says: 'already switched on for this subscription',
        evidence: 'checked',
        az,
      };
    }
    return {
      kind: 'change',
      says: isOnItsWay
        ? 'is being switched on for this subscription already'
        : planLine(makes, { region: (code) => code }),
      evidence: 'checked',
      az,
      unmade: unmadeLine(makes, { region: (code) => code }),
      expects: now,
      change: {
        ...(!isOnItsWay && { makes }),
        look: () => look(world, now),
        ...seconds,
        atLongest: 'go-on',
        doing: 'Azure is switching it on',
        done: 'switched on',
      },
    };
  },
  remove: () => Promise.resolve({ kind: 'stays', says: 'switched on', why: 'other instances may use it' }),
} satisfies Step<'provider', Provider, HasSubscription>;
