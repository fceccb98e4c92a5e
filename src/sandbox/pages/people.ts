import { personIn, tenantOf } from '../entra/accounts.ts';
import { EntraRefusal } from '../entra/refusal.ts';
import type { User } from '../world/directory.ts';
import type { World } from '../world/world.ts';
import { type Html, html, name } from './markup.ts';

/** The people who can sign in to a tenant, or to their own where the address names none. */
export function peopleFor(world: World, tenantSegment: string): readonly User[] {
  const tenant = tenantOf(world, tenantSegment);
  return Object.values(world.directory).filter(
    (each): each is User => each.kind === 'user' && isAtHome(world, each, tenant),
  );
}

function isAtHome(world: World, user: User, tenant: ReturnType<typeof tenantOf>): boolean {
  try {
    return personIn(world, user.id, tenant).id === user.id;
  } catch (error) {
    if (error instanceof EntraRefusal) return false;
    throw error;
  }
}

/** Radio buttons, one for each person. */
export function chooser(people: readonly User[], chosen: string | undefined): Html {
  const first = people.some(({ id }) => id === chosen) ? chosen : people[0]?.id;
  const choices = people.map(
    (each) =>
      html`<label class="choice"><input type="radio" name="account" value="${each.id}" required ${
        each.id === first ? html`checked` : undefined
      }><span>${name(each.displayName)}<span>${name(addressOf(each))}${each.jobTitle === null ? undefined : html`, ${each.jobTitle}`}</span></span></label>`,
  );
  return html`<fieldset><legend>Choose who you are</legend>${choices}</fieldset>`;
}

/** What a person signs in with; a guest with the address of their own organisation. */
export function addressOf(user: User): string {
  return user.home === undefined ? user.userPrincipalName : (user.mail ?? user.userPrincipalName);
}

/** Names of the applications that sign people in, as Microsoft's sign-in pages show them. */
const applications: Readonly<Record<string, string>> = {
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46': 'Microsoft Azure CLI',
  '1950a258-227b-4e31-a9cf-717495945fc2': 'Microsoft Azure PowerShell',
  '872cd9fa-d31f-45e0-9eab-6e460a02d1f1': 'Visual Studio',
  'aebc6443-996d-45c2-90f0-388ff96faa56': 'Visual Studio Code',
};

export function applicationName(world: World, clientId: string): string {
  const wanted = clientId.toLowerCase();
  const registered = Object.values(world.directory).find(
    (each) => each.kind === 'servicePrincipal' && each.appId === wanted,
  );
  return (Object.hasOwn(applications, wanted) ? applications[wanted] : registered?.displayName) ?? clientId;
}

/** Approve and Decline; Enter in the form approves. */
export const decision: Html = html`<p class="buttons"><button name="decision" value="approve">Continue</button>
<button class="plain" name="decision" value="decline">Cancel</button></p>`;
