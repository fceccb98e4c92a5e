import { sameName } from '../../src/domain/names.ts';
import type { PrincipalType } from '../../src/domain/principal-type.ts';
import type { Principal } from '../../src/port/azure.ts';
import type { World } from '../../src/step/world.ts';
import { lookAlikes } from '../../src/text/look-alike.ts';
import type { HasLogin, HasSubscription } from '../facts.ts';

const kinds: Readonly<Record<PrincipalType, string>> = {
  User: '',
  Group: 'the group ',
  ServicePrincipal: 'the application ',
};

/** An object id that the directory doesn't tell the name of. */
export function isNameless(principal: Principal): boolean {
  return principal.name === principal.id;
}

/** The person as people know them: "Bea Cruz (bea@contoso.com)". */
export function shown(principal: Principal): string {
  const address = principal.mail ?? principal.userPrincipalName;
  const guest = principal.guest === true ? ', a guest' : '';
  const isBare = isNameless(principal);
  const kind = principal.type === undefined ? '' : kinds[principal.type];
  const name = isBare ? `${kind === '' ? 'the account with ' : ''}the object id ${principal.id}` : principal.name;
  return `${isBare ? kind.replace(/ $/, ' with ') : kind}${name}${address === undefined ? '' : ` (${address}${guest})`}`;
}

/** What access for a group means. */
export const everybodyInIt = 'everyone in the group, now and later';

/** What one should know before such an account gets in; empty for the colleague next door. */
export function caution(principal: Principal): string {
  return [
    ...(isNameless(principal) ? ["the directory won't tell who that is"] : []),
    ...(principal.type === 'Group' ? [everybodyInIt] : []),
    ...(principal.guest === true ? ['belongs to another organization'] : []),
    ...(principal.disabled === true ? ['the account is disabled: nobody can sign in with it'] : []),
    ...[lookAlikes(principal.name)].filter((each) => each !== undefined),
  ].join('; ');
}

/** What an account is. */
export const kindOf: Readonly<Record<PrincipalType, string>> = {
  User: 'a person',
  Group: 'a group',
  ServicePrincipal: 'an application',
};

/** Name, type and directory, to be agreed to before anything is granted. */
export function described(world: World<HasLogin & HasSubscription>, principal: Principal): string {
  const { login, subscription } = world.facts;
  const tenantId = subscription.tenantId;
  const where = sameName(tenantId, login.tenantId) ? (login.tenantName ?? tenantId) : tenantId;
  const what = principal.type === undefined ? 'of unknown type' : kindOf[principal.type];
  const warning = caution(principal);
  return `${shown(principal)}, ${what} in the directory ${where}, object id ${principal.id}${warning === '' ? '' : `: ${warning}`}`;
}
