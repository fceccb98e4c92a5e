export const put = { body: { location: 'West Europe' } };

/** What the check of a name is asked. */
export const check = (name: string) => ({ body: { name, type: 'Microsoft.DigitalTwins/digitalTwinsInstances' } });
