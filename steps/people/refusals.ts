import { isGuid } from '../../src/domain/names.ts';
import type { PrincipalType } from '../../src/domain/principal-type.ts';
import { SetupError, usageError } from '../../src/errors.ts';
import type { Principal } from '../../src/port/azure.ts';
import { kindOf, shown } from './words.ts';

const words: Readonly<Partial<Record<string, string>>> = {
  User: 'user',
  Group: 'group',
  ServicePrincipal: 'app',
} satisfies Record<PrincipalType, string>;

/** An account as it can be given again, also by others: by its object id, with its type where that is known. */
export function byId(id: string, type: string | undefined): string {
  const word = words[type ?? ''];
  return word === undefined ? id : `${word}:${id}`;
}

/** The directory knows nobody of that name, address or id. */
export function nobody(text: string, users: string, near: readonly string[]): SetupError {
  return new SetupError({
    ending: 'usage',
    code: 'no-such-principal',
    message: `The directory (tenant) of this subscription knows nobody called "${text}".`,
    suggestion: isGuid(text)
      ? `An object id belongs to one directory: check that it is of this one. An application of another directory has to be added here first: az ad sp create --id ${text}`
      : `${near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `}Guests and personal accounts often have another user principal name than their e-mail. Open ${users}, select the person, copy the "Object ID" and give that.`,
    again: 'answer',
    cures: ['principal'],
  });
}

/** The directory knows several. */
export function several(text: string, found: readonly Principal[]): SetupError {
  return usageError(
    'ambiguous-principal',
    `"${text}" may mean ${found.length} accounts.`,
    `Give the object id of the one you mean: ${found.map((each) => `${byId(each.id, each.type)} for ${shown(each)}`).join(', ')}.`,
  );
}

/** The object id is of another kind than was said. */
export function otherType(principal: Principal, said: PrincipalType): SetupError {
  const is = principal.type === undefined ? 'something else' : kindOf[principal.type];
  return new SetupError({
    ending: 'usage',
    code: 'other-principal-type',
    message: `${principal.id} is not ${kindOf[said]} but ${is}: ${shown(principal)}.`,
    suggestion: 'Give the object id without a type, or another one.',
    again: 'answer',
    cures: ['principal'],
  });
}

/** Whether an answer is a name that anybody may have given to something: no address, no id, and no group by name. */
export function isOnlyName(text: string): boolean {
  return text !== 'me' && !isGuid(text) && !text.includes('@') && !/^(user|group|app):/i.test(text);
}

/** Nobody is there to confirm a name. */
export function nameAlone(text: string, principal: Principal): SetupError {
  const group = principal.type === 'Group' ? `group:${principal.name}, or ` : '';
  return usageError(
    'name-alone',
    `"${text}" is ${shown(principal)}${principal.type === undefined ? '' : `, ${kindOf[principal.type]}`}; and anybody in a directory may give an application that name.`,
    `If that is who you mean, give ${group}its object id: ${byId(principal.id, principal.type)}.`,
  );
}
