/** Microsoft's clients of Resource Manager, as far as they are used: the built program holds nothing else of them. */
export { AuthorizationManagementClient } from '@azure/arm-authorization';
export { AzureDigitalTwinsManagementClient } from '@azure/arm-digitaltwins';
export { ResourceManagementClient } from '@azure/arm-resources';
export { SubscriptionClient } from '@azure/arm-subscriptions';
