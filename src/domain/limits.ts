/**
 * Instances that a subscription may have in one region, unless Microsoft has raised it for that subscription (Azure
 * Digital Twins service limits, "Number of Azure Digital Twins instances in a region, per subscription": 10, adjustable).
 */
export const instancesPerRegion = 10;

/** Role assignments that a subscription may have ("Azure subscription and service limits", Azure role-based access control: 4,000). */
export const assignmentsPerSubscription = 4000;
