import { describe, expect, test } from '@jest/globals';
import { conditionHolds, isReadable } from '../../../src/sandbox/world/conditions.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { roleIds } from '../../../src/sandbox/world/roles.ts';
import { grant, roleOwner } from '../addresses.ts';
import { bench } from '../bench.ts';
import { at, group } from './assignments.ts';

describe('a condition', () => {
  const act = {
    action: 'Microsoft.Authorization/roleAssignments/write',
    scope: '/',
    subject: { roleId: roleIds.reader, principalId: contoso.sean, principalType: 'User' },
  } as const;
  const role = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';

  test.each([
    [`${role} GuidEquals ${roleIds.reader}`, true],
    [`${role} ForAnyOfAnyValues:GuidEquals {${roleIds.owner}, ${roleIds.reader}}`, true],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${roleIds.owner}, ${roleIds.contributor}}`, true],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${roleIds.reader}}`, false],
    [
      `(${role} GuidEquals ${roleIds.owner} OR @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'user') AND !(ActionMatches{'x'})`,
      true,
    ],
    [`NOT ActionMatches{'microsoft.authorization/roleassignments/WRITE'}`, false],
  ])('%s: %s', (condition, holds) => {
    expect(isReadable(condition)).toBe(true);
    expect(conditionHolds(condition, act)).toBe(holds);
  });

  test.each(['', 'nonsense', `${role} GuidEquals`, '(', `${role} Resembles 'x'`, "ActionMatches{'x'"])(
    "that can't be read is refused: %s",
    async (condition) => {
      expect(conditionHolds(condition, act)).toBe(false);
      if (condition === '') return;
      const answer = await bench().ask('PUT', at(group), {
        body: grant(contoso.sean, roleOwner, 'User', { condition }),
      });
      expect(answer.body.error.code).toBe('InvalidRoleAssignmentCondition');
    },
  );
});
