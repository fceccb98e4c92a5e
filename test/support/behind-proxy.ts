import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type CompanyProxy, companyProxy } from './company-proxy.ts';
import { type Home, newHome } from './places.ts';

/** Azure itself, as the sandbox plays it behind a company's proxy, for an application. */
export interface BehindProxy {
  readonly home: Home;
  readonly sandbox: StartedSandbox;
  readonly proxy: CompanyProxy;
  /** Its sign-in and the way through the proxy; no tools of this machine: the run is as on a build agent without them. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function behindProxy(): Promise<BehindProxy> {
  const home = newHome();
  const sandbox = await startSandbox({ dataDirectory: home.world });
  const proxy = await companyProxy(sandbox);
  const certificates = join(home.folder, 'company.pem');
  writeFileSync(certificates, proxy.certificates.ca);
  const { tenantId, servicePrincipal } = sandbox;
  return {
    home,
    sandbox,
    proxy,
    environment: {
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: servicePrincipal.clientId,
      AZURE_CLIENT_SECRET: servicePrincipal.clientSecret,
      HTTPS_PROXY: proxy.address,
      NO_PROXY: '',
      no_proxy: '',
      PATH: '',
      NODE_EXTRA_CA_CERTS: certificates,
    },
    close: async () => {
      await proxy.close();
      await sandbox.close();
      home.remove();
    },
  };
}
