import { guidIn, sameName } from '../src/domain/names.ts';
import { SetupError, usageError } from '../src/errors.ts';
import type { Subscription } from '../src/port/azure.ts';
import type { Step } from '../src/step/step.ts';
import type { World } from '../src/step/world.ts';
import { nearest } from '../src/text/nearest.ts';
import type { HasLogin } from './facts.ts';
import { subscription } from './place/subscription.ts';

function named(all: readonly Subscription[], text: string): readonly Subscription[] {
  const byId = all.filter((each) => sameName(each.id, text));
  return byId.length > 0 ? byId : all.filter((each) => sameName(each.name, text));
}

/** Warned and PastDue subscriptions can be read but not changed, just as disabled ones (Azure subscription states). */
function isUsable(each: Subscription): boolean {
  return each.state === 'Enabled';
}

/** The directories that may hold more subscriptions, but could not be looked into, with how to sign in there; empty when there are none. */
async function closedDirectories({ azure, facts }: World<HasLogin>): Promise<string> {
  const closed = (await azure.directories()).filter((each) => each.closed !== undefined);
  const [first, another] = closed;
  if (first === undefined) return '';
  const names = closed.map(({ name, domain, tenantId, closed: why }) => {
    const called = name ?? domain;
    const more = [...(called === undefined ? [] : [tenantId]), ...(why === 'needs-proof' ? ['needs MFA'] : [])];
    return `${called ?? tenantId}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
  });
  const there = `--tenant ${first.tenantId}`;
  const how = facts.login.method === 'cli' ? `az login ${there}, then run again with ${there}` : there;
  return another === undefined
    ? `It may be in the directory ${names.join('')}, which could not be looked into. Sign in there: ${how}.`
    : `It may be in one of these directories, which could not be looked into: ${names.join(', ')}. Sign in to the right one, for example: ${how}.`;
}

/** Those that may have been meant: the name is a part of the other, or misspelt; the id has a few other characters. */
function nearTo(all: readonly Subscription[], text: string): readonly Subscription[] {
  const word = text.toLowerCase();
  const parts = all.filter(({ name }) => name.toLowerCase().includes(word) || word.includes(name.toLowerCase()));
  if (parts.length > 0) return parts;
  const near = nearest(
    text,
    all.flatMap(({ id, name }) => [name, id]),
  );
  return all.filter(({ id, name }) => id === near || name === near);
}

async function noSuch(world: World<HasLogin>, all: readonly Subscription[], text: string): Promise<SetupError> {
  const close = nearTo(all, text).map((each) => `${each.name} (${each.id})`);
  const closed = await closedDirectories(world);
  const yours = 'Give the id or the name of one of yours, or sign in to another directory with --tenant.';
  return usageError(
    'no-such-subscription',
    `There is no subscription "${text}" for ${world.facts.login.username}.`,
    [close.length > 0 ? `Did you mean ${close.join(' or ')}?` : closed === '' ? yours : '', closed]
      .filter((each) => each !== '')
      .join(' '),
  );
}

async function unusable(
  world: World<HasLogin>,
  all: readonly Subscription[],
  text: string,
): Promise<SetupError | undefined> {
  const found = named(all, text);
  const [only, another] = found;
  if (only === undefined) return await noSuch(world, all, text);
  if (another !== undefined) {
    return usageError(
      'ambiguous-subscription',
      `${found.length} subscriptions are called "${text}".`,
      `Give the id of the one you mean: ${found.map((each) => each.id).join(' or ')}.`,
    );
  }
  if (isUsable(only)) return undefined;
  return new SetupError({
    ending: 'refused',
    code: 'subscription-not-enabled',
    message: `The subscription "${only.name}" is ${only.state.toLowerCase()}: nothing can be created in it.`,
    suggestion: 'Choose another one, or enable it again: https://aka.ms/disabledsubscription.',
    again: 'answer',
    cures: ['subscription'],
  });
}

/** Those to choose from; only the one that is answered by its id, where that can be used. */
async function seenBy({ azure, answered }: World<HasLogin>): Promise<readonly Subscription[]> {
  const id = guidIn(answered(subscription) ?? '');
  const one = id === undefined ? [] : await azure.subscriptions(id);
  return one.some(isUsable) ? one : await azure.subscriptions();
}

function whyOnly(others: number): string {
  return others === 0 ? 'the only one' : 'the only one that is enabled';
}

export const subscriptionStep = {
  id: 'subscription',
  title: 'Subscription',
  needs: ['login'],
  questions: [subscription],
  settled: true,
  async plan(world) {
    const all = await seenBy(world);
    const enabled = all.filter(isUsable);
    const who = world.facts.login.username;
    if (enabled.length === 0 && world.answered(subscription) === undefined) throw noneEnabled(all, who);
    const first = enabled[0];
    const answer = await world.ask(subscription, {
      choices: all.map((each) => ({
        value: each.id,
        label: each.name,
        hint: `${each.id}${each.delegatedTo === undefined ? '' : ', of another directory (Azure Lighthouse)'}`,
        disabled: isUsable(each) ? undefined : `${each.state.toLowerCase()}: nothing can be created in it`,
      })),
      ...(first !== undefined &&
        enabled.length === 1 && {
          recommended: { value: first.id, why: whyOnly(all.length - 1), safe: true, obvious: true },
        }),
      example: first?.id,
      check: (value) => unusable(world, all, value),
    });
    const [chosen] = named(all, answer);
    if (chosen === undefined) throw noneEnabled(all, who);
    return {
      kind: 'found',
      value: chosen,
      says: `${chosen.name}${chosen.delegatedTo === undefined ? '' : `, of another directory (${chosen.tenantId}): access to what is made can't be given from here`}`,
      evidence: 'checked',
      az: [['az', 'account', 'set', '--subscription', chosen.id]],
    };
  },
  report: ({ id, name, tenantId }) => ({ subscriptionId: id, subscriptionName: name, tenantId }),
} satisfies Step<'subscription', Subscription, HasLogin>;

function noneEnabled(all: readonly Subscription[], who: string): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'no-subscription',
    message:
      all.length === 0
        ? `${who} sees no subscription in this directory.`
        : `None of the ${all.length} subscriptions of ${who} is enabled.`,
    suggestion:
      'Sign in to another directory with --tenant, ask for access to a subscription, or get one at https://azure.microsoft.com/free.',
    again: 'answer',
    cures: ['directory', 'sign-in'],
  });
}
