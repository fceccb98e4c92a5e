import type { InstanceProperties, InstanceResource } from '../../src/domain/instance.ts';
import type { Subject } from '../../src/domain/subject.ts';
import { SetupError } from '../../src/errors.ts';
import type { Azure } from '../../src/port/azure.ts';
import { identity, publicNetworkAccess } from './options.ts';

/** Another answer that may be what a policy wants. */
interface Cure {
  readonly about: Subject;
  readonly change: Partial<InstanceProperties>;
  readonly says: string;
  readonly flag: string;
}

const cures: readonly Cure[] = [
  {
    about: 'network',
    change: { publicNetworkAccess: 'disabled' },
    says: 'without access from the internet',
    flag: `--${publicNetworkAccess.flag} disabled`,
  },
  {
    about: 'identity',
    change: { identity: 'system' },
    says: 'with an identity of its own',
    flag: `--${identity.flag} system`,
  },
];

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}

/**
 * Why Azure Policy would refuse exactly this instance, with the answer that would cure it, which is found by asking for that,
 * too. Undefined when nothing is known against it.
 */
export async function policyRefusal(
  azure: Azure,
  wanted: InstanceResource,
  group: string | undefined,
): Promise<SetupError | undefined> {
  const names = (await azure.policyDenials(wanted, group)) ?? [];
  if (names.length === 0) return undefined;
  const fewer = async (each: Cure): Promise<boolean> => {
    const rest = await azure.policyDenials({ ...wanted, ...each.change }, group);
    return rest !== undefined && rest.length < names.length;
  };
  const helps = await Promise.all(cures.map(fewer));
  const found = cures.filter((_, at) => helps[at]);
  return new SetupError({
    ending: 'refused',
    code: 'denied-by-policy',
    message: `Your company's policy ${list(names)} doesn't allow the instance like this${
      found.length === 0 ? '' : `; ${found.map((each) => each.says).join(' and ')} it may be created`
    }.`,
    suggestion:
      found.length === 0
        ? "Choose another resource group or name, or ask the administrator of your company's Azure policies."
        : `Choose that (${found.map((each) => each.flag).join(' ')}), or ask the administrator of your company's Azure policies.`,
    again: 'answer',
    cures: found.length === 0 ? ['group', 'name'] : found.map((each) => each.about),
  });
}
