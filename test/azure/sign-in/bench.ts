import type { Cloud } from '../../../src/port/cloud.ts';
import type { Workbench } from '../workbench.ts';

/** The variables with which the sandbox's application signs in. */
export const application = (bench: Workbench): NodeJS.ProcessEnv => ({
  AZURE_TENANT_ID: bench.sandbox.tenantId,
  AZURE_CLIENT_ID: bench.sandbox.servicePrincipal.clientId,
  AZURE_CLIENT_SECRET: bench.sandbox.servicePrincipal.clientSecret,
});

/** The sandbox where the real cloud would be: then applications may sign in too. */
export const asAzure = (bench: Workbench): Cloud => ({
  ...bench.cloud,
  name: 'AzureCloud',
  practice: false,
  title: 'Azure',
});
