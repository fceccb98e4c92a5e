import type { Ask, Reply } from './exchange.ts';

/**
 * The cloud metadata document, by which az (`ARM_CLOUD_METADATA_URL`), Terraform and others learn where a cloud lives.
 * Its name must not be AzureCloud, whose sign-in host az overrides.
 */
export function cloudMetadata(ask: Ask, origin: string): Reply {
  const audiences = ['https://management.core.windows.net/', 'https://management.azure.com/', origin];
  if ((ask.query.get('api-version') ?? '') < '2016-01-01') {
    return {
      status: 200,
      body: {
        galleryEndpoint: origin,
        graphEndpoint: `${origin}/`,
        portalEndpoint: origin,
        authentication: { loginEndpoint: `${origin}/`, audiences },
      },
    };
  }
  const { host } = new URL(origin);
  const cloud = {
    portal: origin,
    authentication: { loginEndpoint: `${origin}/`, audiences, tenant: 'common', identityProvider: 'AAD' },
    media: origin,
    graphAudience: `${origin}/`,
    graph: `${origin}/`,
    name: 'AdtSetupSandbox',
    suffixes: {
      storage: host,
      keyVaultDns: host,
      sqlServerHostname: host,
      acrLoginServer: host,
      azureDataLakeStoreFileSystem: host,
      azureDataLakeAnalyticsCatalogAndJob: host,
      mysqlServerEndpoint: host,
      postgresqlServerEndpoint: host,
      mariadbServerEndpoint: host,
      synapseAnalytics: host,
    },
    batch: origin,
    resourceManager: `${origin}/`,
    vmImageAliasDoc: `${origin}/`,
    activeDirectoryDataLake: origin,
    sqlManagement: origin,
    microsoftGraphResourceId: `${origin}/`,
    appInsightsResourceId: origin,
    appInsightsTelemetryChannelResourceId: origin,
    attestationResourceId: origin,
    synapseAnalyticsResourceId: origin,
    logAnalyticsResourceId: origin,
    ossrDbmsResourceId: origin,
    gallery: origin,
  };
  return { status: 200, body: [cloud] };
}
