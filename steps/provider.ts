import { nameIn, providerId } from '../src/domain/names.ts';
import { SetupError } from '../src/errors.ts';
import type { Provider } from '../src/port/azure.ts';
import { actions } from '../src/rights/match.ts';
import type { Look, Step, World } from '../src/step/step.ts';
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
async function look(world: World<'subscription'>): Promise<Look<Provider>> {
  const provider = await world.azure.provider(world.facts.subscription.id);
  if (hasState(provider, 'registered')) return { is: 'there', value: provider };
  if (!hasState(provider, 'registering')) return { is: 'absent' };
  const region = world.answered(location);
  const name = world.answered(instanceNameQuestion);
  if (region !== undefined && name !== undefined) {
    const answer = await world.azure.nameAvailability(world.facts.subscription.id, region, name);
    if (answer.is !== 'unknown') return { is: 'there', value: provider };
  }
  return { is: 'under-way', state: 'Registering' };
}

export const provider: Step<'subscription', 'provider'> = {
  id: 'provider',
  title: 'Service',
  needs: ['subscription'],
  questions: [],
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
        questions: ['subscription'],
      });
    }
    const az = [['az', 'provider', 'register', '--namespace', 'Microsoft.DigitalTwins', '--subscription', id]];
    if (hasState(now, 'registered')) {
      return { kind: 'found', value: now, says: 'already switched on for this subscription', evidence: 'checked', az };
    }
    return {
      kind: 'change',
      says: hasState(now, 'registering')
        ? 'is being switched on for this subscription already'
        : 'will be switched on for this subscription',
      evidence: 'checked',
      az,
      expects: now,
      change: {
        id: providerId(id),
        sent: hasState(now, 'registering'),
        needs: [{ action: actions.register, scope: `/subscriptions/${id}` }],
        send: () => world.azure.registerProvider(id),
        look: () => look(world),
        ...seconds,
        atLongest: 'go-on',
        doing: 'Azure is switching it on',
        done: 'switched on',
      },
    };
  },
  trace: ({ id }) => ({ id }),
  async seek(azure, id) {
    const now = await azure.provider(nameIn(id, 'subscriptions') ?? '');
    return hasState(now, 'registered') || hasState(now, 'registering') ? now : undefined;
  },
};
