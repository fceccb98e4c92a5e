import { usageError } from '../errors.ts';
import { isGuid, sameName } from './names.ts';

/** A built-in role; its id is the same in every tenant and cloud, its name may change. */
export interface Role {
  readonly id: string;
  readonly name: string;
  /** The short word that answers take. */
  readonly word: string;
  /** What it lets people do, for a sentence. */
  readonly allows: string;
}

/** The two roles for the data of an instance (built-in roles, "Internet of Things"). */
const dataRoles: readonly Role[] = [
  {
    id: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
    name: 'Azure Digital Twins Data Owner',
    word: 'owner',
    allows: 'read and change everything in it: models, twins, relationships',
  },
  {
    id: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3',
    name: 'Azure Digital Twins Data Reader',
    word: 'reader',
    allows: 'read everything in it and change nothing',
  },
];

/** The short words for them. */
export const roleWords: readonly string[] = dataRoles.map(({ word }) => word);

/** The roles that let their holder do all that a role does: itself first. Data Owner reads what Data Reader reads, too. */
export function rolesFor(role: Role): readonly Role[] {
  return role.word === 'reader' ? [role, ...dataRoles.filter(({ word }) => word === 'owner')] : [role];
}

/**
 * The data role that an answer means: `owner`, `reader`, a full name, a former name, or a role id.
 * @throws SetupError (usage) for any other role, explaining the difference to Azure's own Owner.
 */
export function dataRole(text: string): Role {
  const found = dataRoles.find(
    (role) =>
      sameName(role.word, text) ||
      sameName(role.name, text) ||
      sameName(role.id, text) ||
      sameName(`${role.name.replace('Data ', '')} (Preview)`, text),
  );
  if (found) return found;
  const whatItIs = isGuid(text) ? 'is the id of another role' : 'is not a role for the data of an instance';
  throw usageError(
    'unknown-role',
    `"${text}" ${whatItIs}.`,
    'Use owner (Azure Digital Twins Data Owner) or reader (Azure Digital Twins Data Reader). Roles such as Contributor manage the resource and give no access to its data.',
  );
}

/** The data role of an id; undefined for any other role. */
export function dataRoleOf(id: string): Role | undefined {
  return dataRoles.find((role) => sameName(role.id, id));
}
