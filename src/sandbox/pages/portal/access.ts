import { everyone, type RoleAssignment } from '../../world/access.ts';
import { administrator } from '../../world/favours.ts';
import type { Moment } from '../../world/moment.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { roleDefinition } from '../../world/roles.ts';
import type { World } from '../../world/world.ts';
import { type Html, html, name } from '../markup.ts';
import { heading, linkTo, type Scope, scopeAt } from './scopes.ts';
import { empty, moment, table } from './tables.ts';

/** Access control (IAM): who holds which role here, where each assignment comes from, and what stands against it. */
export function accessControl(world: World, scope: Scope, now: Moment): Html {
  const assignments = Object.values(world.assignments)
    .filter((each) => isAtOrBelow(scope.id, each.scope))
    .sort((one, other) => other.scope.length - one.scope.length);
  const rows = assignments.map((each) => [
    principal(world, each.principalId),
    name(roleDefinition(world, each.roleId)?.roleName ?? each.roleId),
    origin(world, each.scope, scope),
    html`${state(each, now)}${by(world, each)}`,
  ]);
  const columns = ['Who', 'Role', 'Scope', 'State'];
  return html`${heading(scope, 'users')}
<h2>Role assignments</h2>
${rows.length === 0 ? empty('Nobody has a role here.') : table('Role assignments', columns, rows)}
${awaited(world, scope, now)}
${eligible(world, scope)}
${denied(world, scope)}`;
}

/** A person, group or application by name; the portal calls those that are gone "Identity not found". */
function principal(world: World, id: string): Html {
  const found = Object.hasOwn(world.directory, id) ? world.directory[id] : undefined;
  if (found === undefined) return html`Identity not found <br><span class="id soft">${id}</span>`;
  const about =
    found.kind === 'user'
      ? html`${name(found.userPrincipalName)}`
      : found.kind === 'group'
        ? html`Group of ${found.members.length}: ${found.members.map((each, at) => html`${at === 0 ? '' : ', '}${name(world.directory[each]?.displayName ?? each)}`)}`
        : html`Application <span class="id">${found.appId}</span>`;
  return html`${name(found.displayName)}<br><small class="soft">${about}</small>`;
}

/** Where an assignment was made: here, or above, with a link to where that is. */
function origin(world: World, given: string, scope: Scope): Html {
  if (given.toLowerCase() === scope.id.toLowerCase()) return html`This ${scope.kind}`;
  const above = scopeAt(world, given);
  if (above !== undefined) {
    const kind = `${above.kind.charAt(0).toUpperCase()}${above.kind.slice(1)}`;
    return html`${kind} (inherited)<br><a href="${linkTo(above.id, 'users')}">${name(above.title)}</a>`;
  }
  if (given === '/') return html`Root (inherited)`;
  const group = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(given)?.[1];
  return group === undefined
    ? html`<span class="id">${given}</span> (inherited)`
    : html`Management group (inherited)<br>${name(group)}`;
}

/** Who has given it: said of what came about while somebody practiced. */
function by(world: World, { createdBy, name: id }: RoleAssignment): Html | undefined {
  const giver = world.directory[createdBy];
  const favour = (world.favours ?? []).some((each) => each.name === id);
  return giver === undefined || !favour
    ? undefined
    : html`<br><small class="soft">given by ${name(giver.displayName)}</small>`;
}

/** What the administrator has been asked for, and when it comes. */
function awaited(world: World, scope: Scope, now: Moment): Html | undefined {
  const all = (world.favours ?? []).filter((each) => !each.given && isAtOrBelow(scope.id, each.scope));
  if (all.length === 0) return undefined;
  const rows = all.map((each) => [
    principal(world, each.principalId),
    name(roleDefinition(world, each.roleId)?.roleName ?? each.roleId),
    origin(world, each.scope, scope),
    html`in ${Math.max(0, Math.ceil((each.at - now) / 1000))} s, by ${name(world.directory[administrator]?.displayName ?? administrator)}`,
  ]);
  return html`<h2>Asked for</h2>${table('Role assignments that have been asked for', ['Who', 'Role', 'Scope', 'Comes'], rows)}`;
}

function state(assignment: RoleAssignment, now: Moment): Html {
  const { effectiveAt, expiresAt, condition } = assignment;
  const when =
    effectiveAt > now
      ? html`Active in ${Math.ceil((effectiveAt - now) / 1000)} s`
      : expiresAt !== undefined && expiresAt <= now
        ? html`Expired`
        : expiresAt === undefined
          ? html`Active`
          : html`Active until ${moment(expiresAt)}`;
  return condition === null ? when : html`${when}, with a condition: <code>${condition}</code>`;
}

/** Roles that could be activated but are not (Privileged Identity Management). */
function eligible(world: World, scope: Scope): Html | undefined {
  const all = world.eligibilities.filter((each) => isAtOrBelow(scope.id, each.scope));
  if (all.length === 0) return undefined;
  const rows = all.map((each) => [
    principal(world, each.principalId),
    name(roleDefinition(world, each.roleId)?.roleName ?? each.roleId),
    origin(world, each.scope, scope),
  ]);
  return html`<h2>Eligible, not active</h2>${table('Eligible role assignments', ['Who', 'Role', 'Scope'], rows)}`;
}

function denied(world: World, scope: Scope): Html | undefined {
  const all = world.denials.filter((each) =>
    each.doNotApplyToChildScopes
      ? each.scope.toLowerCase() === scope.id.toLowerCase()
      : isAtOrBelow(scope.id, each.scope),
  );
  if (all.length === 0) return undefined;
  const rows = all.map((each) => [
    name(each.displayName),
    html`${each.principals.map((id) => (id === everyone ? html`Everybody` : principal(world, id)))}`,
    html`<code>${[...each.actions, ...each.dataActions].join(', ')}</code>`,
    origin(world, each.scope, scope),
  ]);
  return html`<h2>Deny assignments</h2>${table('Deny assignments', ['Name', 'Who', 'What', 'Scope'], rows)}`;
}
