import { type Facts, steps } from '../../steps/index.ts';
import { timeoutOf } from '../cli/numbers.ts';
import type { Session } from '../cli/session.ts';
import { nameIn, sameName } from '../domain/names.ts';
import type { Subject } from '../domain/subject.ts';
import type { Context } from '../engine/context.ts';
import { makePlan } from '../engine/make-plan.ts';
import { factsOf } from '../engine/plan.ts';
import { newSession } from '../engine/session.ts';
import { SetupError, usageError } from '../errors.ts';
import type { Azure, Instance } from '../port/azure.ts';
import { calledAlone, type Listed } from '../saved/list.ts';
import { memoryOf } from '../state/memory.ts';
import { systemClock } from '../wizard/clock.ts';
import type { Place } from './access.ts';

const needed = ['login', 'subscription'] as const;

/**
 * Signs in as the set-up did, or as the answers given now say, and finds its instance.
 * @throws SetupError when there is none, or the sign-in doesn't see it.
 */
export async function findPlace(session: Session, azure: Azure, saved: Listed): Promise<Place> {
  const { record } = saved;
  const { resourceId } = record.facts;
  const [subscriptionId, group, name] = ['subscriptions', 'resourceGroups', 'digitalTwinsInstances'].map((kind) =>
    nameIn(resourceId ?? '', kind),
  );
  if (subscriptionId === undefined || group === undefined || name === undefined) {
    throw usageError(
      'not-set-up-yet',
      `The set-up of ${calledAlone(saved)} has no instance yet.`,
      'Run adt-setup to finish it, then this again.',
    );
  }
  const context = contextOf(session, azure, saved, subscriptionId);
  const { outcomes } = await makePlan(context, newSession());
  const { login: account, subscription } = factsOf(outcomes) as Pick<Facts, (typeof needed)[number]>;
  if (!sameName(subscription.id, subscriptionId)) throw otherSubscription(name, subscriptionId);
  const instance = await azure.instance(subscriptionId, group, name);
  return { azure, account, subscriptionId, instance: checked(instance, name), hostName: hostOf(instance, name) };
}

/** Nothing of it is saved: the set-up stays as it was. */
function contextOf(session: Session, azure: Azure, { record }: Listed, subscriptionId: string): Context {
  const { target, screen, prompter, line, signal, answers, machine } = session;
  const memory = memoryOf({ ...record, answers: { ...record.answers, ...answers } }, undefined, Date.now);
  const keep = (subject: Subject, value: string): void => {
    const key = steps.flatMap(({ questions }) => questions).find((each) => each.subject === subject)?.key;
    if (key !== undefined) memory.keep(key, { value, from: 'flag' });
  };
  keep('subscription', subscriptionId);
  return {
    steps: steps.filter(({ id }) => needed.some((each) => each === id)),
    azure,
    machine,
    cloud: target.cloud,
    memory,
    prompter,
    tell: (event) => {
      if (event.kind !== 'answered') screen.tell(event);
    },
    clock: systemClock,
    signal,
    waits: true,
    timeout: timeoutOf(line.options),
  };
}

function otherSubscription(name: string, subscriptionId: string): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'other-subscription',
    message: `${name} is in the subscription ${subscriptionId}, and another one is named now.`,
    suggestion: 'Leave that answer out.',
  });
}

function checked(instance: Instance | undefined, name: string): Instance {
  if (instance !== undefined) return instance;
  throw new SetupError({
    ending: 'refused',
    code: 'instance-gone',
    message: `${name} is not there any more: it was removed since it was set up.`,
    suggestion: 'Run adt-setup to make it again.',
  });
}

function hostOf(instance: Instance | undefined, name: string): string {
  if (instance?.hostName !== undefined) return instance.hostName;
  throw new SetupError({
    ending: 'forNow',
    code: 'no-address-yet',
    message: `${name} has no address yet (${instance?.provisioningState ?? 'unknown'}).`,
    suggestion: 'Run adt-setup to wait until it is ready.',
  });
}
