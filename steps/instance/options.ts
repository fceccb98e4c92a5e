import { type InstanceProperties, usualProperties } from '../../src/domain/instance.ts';
import { usageError } from '../../src/errors.ts';
import type { Choice, PromptOptions, Question } from '../../src/step/question.ts';
import type { World } from '../../src/step/world.ts';

const kinds = ['none', 'system'];
const accesses = ['enabled', 'disabled'];

export const identity: Question<'identity'> = {
  key: 'identity',
  subject: 'identity',
  usual: usualProperties.identity,
  flag: 'identity',
  placeholder: 'KIND',
  message: 'Managed identity',
  explain: 'Lets the instance itself sign in to other Azure services, for example to send them events.',
  help: 'none (default) or system',
  optional: true,
  offers: kinds,
  parse: oneOf('identity', kinds),
};

export const publicNetworkAccess: Question<'publicNetworkAccess'> = {
  key: 'publicNetworkAccess',
  subject: 'network',
  usual: usualProperties.publicNetworkAccess,
  flag: 'public-network-access',
  placeholder: 'STATE',
  message: 'Access from the internet',
  explain: 'Disabled means that only private networks reach the instance; this computer may then be shut out too.',
  help: 'enabled (default) or disabled',
  optional: true,
  offers: accesses,
  parse: oneOf('public-network-access', accesses),
};

/** The questions about what an instance can be given. */
export const optionQuestions = [identity, publicNetworkAccess] as const;

function oneOf(flag: string, values: readonly string[]): (text: string) => string {
  return (text) => {
    const value = text.toLowerCase();
    if (values.includes(value)) return value;
    throw usageError(`invalid-${flag}`, `"${text}" can't be used for --${flag}.`, `Use ${values.join(' or ')}.`);
  };
}

function preset(value: string, choices: readonly Choice[]): PromptOptions {
  return { choices, recommended: { value, why: 'right for nearly everyone', safe: true } };
}

/** What was answered of them, without asking. */
export function givenOptions(world: World<unknown>): Partial<InstanceProperties> {
  const [kind, access] = [world.answered(identity), world.answered(publicNetworkAccess)];
  return {
    ...(kind !== undefined && { identity: kind === 'system' ? 'system' : 'none' }),
    ...(access !== undefined && { publicNetworkAccess: access === 'disabled' ? 'disabled' : 'enabled' }),
  };
}

/** The answers to both, which nobody is asked who doesn't want to change them. */
export async function askOptions(world: World<unknown>): Promise<InstanceProperties> {
  const kind = await world.ask(
    identity,
    preset('none', [
      { value: 'none', label: 'None' },
      { value: 'system', label: 'One of its own', hint: 'made and deleted together with the instance' },
    ]),
  );
  const access = await world.ask(
    publicNetworkAccess,
    preset('enabled', [
      { value: 'enabled', label: 'Enabled', hint: 'everyone still needs a role' },
      { value: 'disabled', label: 'Disabled', hint: 'only private networks; it can perhaps not be tried from here' },
    ]),
  );
  return {
    identity: kind === 'system' ? 'system' : 'none',
    publicNetworkAccess: access === 'disabled' ? 'disabled' : 'enabled',
  };
}
