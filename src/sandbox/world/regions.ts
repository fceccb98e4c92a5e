/** A region of Azure. */
export interface SandboxRegion {
  readonly name: string;
  readonly displayName: string;
  readonly prefix: string;
  readonly geographyGroup: string;
  readonly geography: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly physicalLocation: string;
  readonly pairedWith?: string;
  readonly category: 'Recommended' | 'Other';
  /** The code in host names, where Azure Digital Twins is offered. It can't be derived from the region's name. */
  readonly twinsCode?: string;
}

type Row = [
  name: string,
  displayName: string,
  prefix: string,
  group: string,
  geography: string,
  latitude: string,
  longitude: string,
  physicalLocation: string,
  pair: string,
  twinsCode?: string,
];

// Shapes as in recorded exchange: subscriptions.listLocations. Offers and codes of Azure Digital Twins: the list in the
// error LocationNotAvailableForResourceType (2022), Japan East later; codes as seen in host names.
// biome-ignore format: one line a region
const rows: readonly Row[] = [
  ['eastus', 'East US', 'US', 'US', 'United States', '37.3719', '-79.8164', 'Virginia', 'westus', 'eus'],
  ['eastus2', 'East US 2', 'US', 'US', 'United States', '36.6681', '-78.3889', 'Virginia', 'centralus', 'eus2'],
  ['southcentralus', 'South Central US', 'US', 'US', 'United States', '29.4167', '-98.5', 'Texas', 'northcentralus', 'scus'],
  ['westus2', 'West US 2', 'US', 'US', 'United States', '47.233', '-119.852', 'Washington', 'westcentralus', 'wus2'],
  ['westus3', 'West US 3', 'US', 'US', 'United States', '33.448376', '-112.074036', 'Phoenix', 'eastus'],
  ['australiaeast', 'Australia East', 'Asia Pacific', 'Asia Pacific', 'Australia', '-33.86', '151.2094', 'New South Wales', 'australiasoutheast', 'aue'],
  ['southeastasia', 'Southeast Asia', 'Asia Pacific', 'Asia Pacific', 'Asia Pacific', '1.283', '103.833', 'Singapore', 'eastasia', 'sea'],
  ['northeurope', 'North Europe', 'Europe', 'Europe', 'Europe', '53.3478', '-6.2597', 'Ireland', 'westeurope', 'neu'],
  ['swedencentral', 'Sweden Central', 'Europe', 'Europe', 'Sweden', '60.67488', '17.14127', 'Gävle', 'swedensouth'],
  ['uksouth', 'UK South', 'Europe', 'UK', 'United Kingdom', '50.941', '-0.799', 'London', 'ukwest', 'uks'],
  ['westeurope', 'West Europe', 'Europe', 'Europe', 'Europe', '52.3667', '4.9', 'Netherlands', 'northeurope', 'weu'],
  ['centralus', 'Central US', 'US', 'US', 'United States', '41.5908', '-93.6208', 'Iowa', 'eastus2'],
  ['southafricanorth', 'South Africa North', 'Africa', 'Africa', 'South Africa', '-25.73134', '28.21837', 'Johannesburg', 'southafricawest'],
  ['centralindia', 'Central India', 'Asia Pacific', 'Asia Pacific', 'India', '18.5822', '73.9197', 'Pune', 'southindia'],
  ['eastasia', 'East Asia', 'Asia Pacific', 'Asia Pacific', 'Asia Pacific', '22.267', '114.188', 'Hong Kong', 'southeastasia'],
  ['japaneast', 'Japan East', 'Asia Pacific', 'Asia Pacific', 'Japan', '35.68', '139.77', 'Tokyo, Saitama', 'japanwest', 'jpe'],
  ['koreacentral', 'Korea Central', 'Asia Pacific', 'Asia Pacific', 'Korea', '37.5665', '126.978', 'Seoul', 'koreasouth'],
  ['canadacentral', 'Canada Central', 'Canada', 'Canada', 'Canada', '43.653', '-79.383', 'Toronto', 'canadaeast'],
  ['francecentral', 'France Central', 'Europe', 'Europe', 'France', '46.3772', '2.373', 'Paris', 'francesouth'],
  ['germanywestcentral', 'Germany West Central', 'Europe', 'Europe', 'Germany', '50.110924', '8.682127', 'Frankfurt', 'germanynorth'],
  ['norwayeast', 'Norway East', 'Europe', 'Europe', 'Norway', '59.913868', '10.752245', 'Norway', 'norwaywest'],
  ['switzerlandnorth', 'Switzerland North', 'Europe', 'Europe', 'Switzerland', '47.451542', '8.564572', 'Zurich', 'switzerlandwest'],
  ['brazilsouth', 'Brazil South', 'South America', 'South America', 'Brazil', '-23.55', '-46.633', 'Sao Paulo State', 'southcentralus'],
  ['northcentralus', 'North Central US', 'US', 'US', 'United States', '41.8819', '-87.6278', 'Illinois', 'southcentralus'],
  ['westus', 'West US', 'US', 'US', 'United States', '37.783', '-122.417', 'California', 'eastus'],
  ['westcentralus', 'West Central US', 'US', 'US', 'United States', '40.89', '-110.234', 'Wyoming', 'westus2', 'wcus'],
];

/** How many of them Azure recommends. */
const leading = 17;

/** All regions that the sandbox knows, in the order in which Azure lists them. */
export const regions: readonly SandboxRegion[] = rows.map(
  (
    [
      name,
      displayName,
      prefix,
      geographyGroup,
      geography,
      latitude,
      longitude,
      physicalLocation,
      pairedWith,
      twinsCode,
    ],
    at,
  ) => ({
    name,
    displayName,
    prefix,
    geographyGroup,
    geography,
    latitude,
    longitude,
    physicalLocation,
    pairedWith,
    category: at < leading ? 'Recommended' : 'Other',
    ...(twinsCode === undefined ? {} : { twinsCode }),
  }),
);

/** The order in which Azure names the regions of the service (error LocationNotAvailableForResourceType). */
const twinsOrder = [
  'westcentralus',
  'westus2',
  'northeurope',
  'australiaeast',
  'westeurope',
  'eastus',
  'southcentralus',
  'southeastasia',
  'uksouth',
  'eastus2',
  'japaneast',
];

/** The regions that offer Azure Digital Twins. */
export const twinsRegions: readonly SandboxRegion[] = twinsOrder.flatMap((name) =>
  regions.filter((region) => region.name === name),
);

/** "West Europe", "westeurope" and "WESTEUROPE" are the same region. */
export function regionNamed(text: string): SandboxRegion | undefined {
  const name = text.toLowerCase().replaceAll(' ', '');
  return regions.find((region) => region.name === name);
}

/** The region of a host name's code. */
export function regionOfCode(code: string): SandboxRegion | undefined {
  return regions.find((region) => region.twinsCode === code.toLowerCase());
}
