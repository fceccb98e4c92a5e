import type { Cloud } from '../port/cloud.ts';

/** What the cloud table needs of a running sandbox. */
export interface SandboxAddress {
  readonly origin: string;
  readonly ca: string;
  readonly tenantId: string;
}

/** The running sandbox as a cloud: everything lives at its origin. */
export function sandboxCloud({ origin, ca, tenantId }: SandboxAddress): Cloud {
  const { host } = new URL(origin);
  return {
    name: 'sandbox',
    title: 'the sandbox',
    resourceManager: origin,
    activeDirectory: origin,
    graph: origin,
    portal: origin,
    deviceLogin: `${origin}/devicelogin`,
    resourceManagerScope: 'https://management.core.windows.net//.default',
    graphScope: `${origin}/.default`,
    twinsScope: 'https://digitaltwins.azure.net/.default',
    isTwinsHost: (hostName) =>
      hostName.startsWith(`${host}/`) &&
      /^(?!-)[A-Za-z0-9-]{3,63}(?<!-)\.api\.[a-z0-9]{2,6}$/.test(hostName.slice(host.length + 1)),
    twinsTrial: `${host}/adt-setup-doctor.api.weu`,
    ca,
    defaultTenant: tenantId,
    practice: true,
    lookEverySeconds: 2,
    approvesItself: true,
  };
}
