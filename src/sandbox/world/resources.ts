/** Resource ids in Azure's own casing. */
export const resourceId = {
  subscription: (subscriptionId: string): string => `/subscriptions/${subscriptionId}`,
  group: (subscriptionId: string, name: string): string => `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
  instance: (subscriptionId: string, group: string, name: string): string =>
    `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`,
};

/** Whether `scope` is `ancestor` or lies below it. */
export function isAtOrBelow(scope: string, ancestor: string): boolean {
  if (ancestor === '/') return true;
  const inner = scope.toLowerCase();
  const outer = ancestor.toLowerCase();
  return inner === outer || inner.startsWith(`${outer}/`);
}
