import { assignmentName } from '../../src/domain/assignment-name.ts';
import { roleBicep, type WrittenAssignment } from '../../src/export/role-bicep.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { Way } from '../../src/step/hand-over.ts';
import type { Argv } from '../../src/step/step.ts';

const roleFile = 'role.bicep';

/** The command that deploys a Bicep file to the group of a scope, or to its subscription. */
export function deployCommand(file: string, scope: string, region: string): Argv {
  const [, , subscription = '', , group] = scope.split('/');
  const where =
    group === undefined
      ? ['deployment', 'sub', 'create', '--location', region]
      : ['deployment', 'group', 'create', '--resource-group', group];
  return ['az', ...where, '--subscription', subscription, '--template-file', file];
}

/** Giving a role, in the three ways that administrators work. */
export function givingRole(
  { links }: Pick<Azure, 'links'>,
  says: string,
  role: { readonly name: string; readonly region: string },
  wanted: Omit<WrittenAssignment, 'name'>,
): Way {
  const { scope, principalId, principalType, roleId } = wanted;
  const type = principalType === undefined ? [] : ['--assignee-principal-type', principalType];
  return {
    says,
    az: [
      ['az', 'role', 'assignment', 'create', '--assignee-object-id', principalId, ...type]
        .concat('--role', roleId)
        .concat('--scope', scope),
    ],
    portal: [
      {
        link: links.accessControl(scope),
        then: `choose Add, then Add role assignment; the role is "${role.name}"`,
      },
    ],
    bicep: [
      {
        name: roleFile,
        file: roleBicep({ ...wanted, name: assignmentName(scope, principalId, roleId) }),
        deploy: deployCommand(roleFile, scope, role.region),
      },
    ],
  };
}
