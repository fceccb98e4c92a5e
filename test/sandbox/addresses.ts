import { contoso } from '../../src/sandbox/world/contoso/ids.ts';

export const origin = 'https://localhost:8443';
export const twins = 'https://digitaltwins.azure.net';
export const cli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
export const dev = `/subscriptions/${contoso.dev}`;
export const roleOwner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';

/** The api-versions that Microsoft's clients of today send. */
export const v = {
  subscriptions: 'api-version=2016-06-01',
  resources: 'api-version=2025-04-01',
  twins: 'api-version=2023-01-31',
  authorization: 'api-version=2022-04-01',
  locks: 'api-version=2020-05-01',
  policy: 'api-version=2023-03-01',
  data: 'api-version=2023-10-31',
} as const;

export const provider = `${dev}/providers/Microsoft.DigitalTwins`;

/** The id of an instance. */
export const instance = (name: string, group = 'rg-playground'): string =>
  `${dev}/resourceGroups/${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;

/** The id of a role definition in a subscription. */
export const roleId = (guid: string, subscription: string = contoso.dev): string =>
  `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;

/** The body of a role assignment. */
export function grant(
  principalId: string,
  guid: string = roleOwner,
  principalType: string | null = 'User',
  more: object = {},
): object {
  return {
    properties: {
      roleDefinitionId: roleId(guid),
      principalId,
      ...(principalType === null ? {} : { principalType }),
      ...more,
    },
  };
}

/** The id of a role assignment. */
export const assignment = (scope: string, name: string): string =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
