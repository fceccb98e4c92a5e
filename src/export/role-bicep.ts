import { sameName } from '../domain/names.ts';
import { bicepText } from './bicep-text.ts';

/** A role assignment to write down. */
export interface WrittenAssignment {
  /** Subscription, resource group or instance. */
  readonly scope: string;
  /** The GUID that the wizard itself would use. */
  readonly name: string;
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType?: string | undefined;
}

/** "Microsoft.DigitalTwins/digitalTwinsInstances" and the name, when the scope is such a resource. */
function instanceName(scope: string): string | undefined {
  const [type, kind, name] = scope.split('/').slice(-3);
  if (type === undefined || kind === undefined || name === undefined) return undefined;
  return sameName(type, 'Microsoft.DigitalTwins') && sameName(kind, 'digitalTwinsInstances') ? name : undefined;
}

/**
 * The assignment as a Bicep file: for the group where its scope is, or for the subscription. It has the name that the
 * wizard would give, so that both make one assignment (Bicep, "Microsoft.Authorization/roleAssignments").
 */
export function roleBicep({ scope, name, roleId, principalId, principalType }: WrittenAssignment): string {
  const instance = instanceName(scope);
  const isSubscription = scope.split('/').length === 3;
  return [
    ...(isSubscription ? ["targetScope = 'subscription'", ''] : []),
    ...(instance === undefined
      ? []
      : [
          "resource instance 'Microsoft.DigitalTwins/digitalTwinsInstances@2023-01-31' existing = {",
          `  name: ${bicepText(instance)}`,
          '}',
          '',
        ]),
    "resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {",
    ...(instance === undefined ? [] : ['  scope: instance']),
    `  name: ${bicepText(name)}`,
    '  properties: {',
    `    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ${bicepText(roleId)})`,
    `    principalId: ${bicepText(principalId)}`,
    ...(principalType === undefined ? [] : [`    principalType: ${bicepText(principalType)}`]),
    '  }',
    '}',
  ].join('\n');
}
