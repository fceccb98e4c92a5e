import { usageError } from '../../src/errors.ts';
import type { NewInstance } from '../../src/port/azure.ts';
import type { Choice, PromptOptions, Question } from '../../src/step/question.ts';
import type { Argv, World } from '../../src/step/step.ts';
import { tagArguments } from '../place/tags.ts';

export const identity: Question = {
  key: 'identity',
  flag: 'identity',
  placeholder: 'KIND',
  message: 'Managed identity',
  explain: 'Lets the instance itself sign in to other Azure services, for example to send them events.',
  help: 'none (default) or system',
  optional: true,
  parse: oneOf('identity', ['none', 'system']),
};

export const publicNetworkAccess: Question = {
  key: 'publicNetworkAccess',
  flag: 'public-network-access',
  placeholder: 'STATE',
  message: 'Access from the internet',
  explain: 'Disabled means that only private networks reach the instance; this computer may then be shut out too.',
  help: 'enabled (default) or disabled',
  optional: true,
  parse: oneOf('public-network-access', ['enabled', 'disabled']),
};

function oneOf(flag: string, values: readonly string[]): (text: string) => string {
  return (text) => {
    const value = text.toLowerCase();
    if (values.includes(value)) return value;
    throw usageError(`invalid-${flag}`, `"${text}" can't be used for --${flag}.`, `Use ${values.join(' or ')}.`);
  };
}

function preset(value: string, choices: readonly Choice[]): PromptOptions {
  return { choices, recommended: { value, why: 'right for nearly everybody', safe: true } };
}

/** The answers to both, which nobody is asked who doesn't want to change them. */
export async function askOptions(world: World<never>): Promise<Pick<NewInstance, 'identity' | 'publicNetworkAccess'>> {
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
      { value: 'enabled', label: 'Enabled', hint: 'everybody still needs a role' },
      { value: 'disabled', label: 'Disabled', hint: 'only private networks; it can perhaps not be tried from here' },
    ]),
  );
  return {
    identity: kind === 'system' ? 'system' : 'none',
    publicNetworkAccess: access === 'disabled' ? 'disabled' : 'enabled',
  };
}

/** The command of the Azure CLI that creates it. */
export function createCommand(wanted: NewInstance): Argv {
  return [
    'az',
    'dt',
    'create',
    '--dt-name',
    wanted.name,
    '--resource-group',
    wanted.resourceGroup,
    '--location',
    wanted.location,
    ...(wanted.identity === 'system' ? ['--mi-system-assigned'] : []),
    ...(wanted.publicNetworkAccess === 'disabled' ? ['--public-network-access', 'Disabled'] : []),
    ...tagArguments(wanted.tags),
  ];
}
