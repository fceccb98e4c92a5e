import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../../support/judges/kept-az.ts';

const main = `targetScope = 'subscription'

type Site = {
  name: string
  location: string
  @minLength(1)
  people: string[]
}

@description('Where, and for whom')
param sites Site[]
@secure()
param secret string = newGuid()

resource groups 'Microsoft.Resources/resourceGroups@2024-07-01' = [
  for site in sites: {
    name: 'rg-\${site.name}'
    location: site.location
    tags: { secret: empty(secret) ? 'none' : 'some' }
  }
]

module inGroup 'site.bicep' = [
  for (site, i) in sites: {
    scope: groups[i]
    params: {
      name: site.name
      location: site.location
      people: site.people
    }
  }
]

output hosts array = [for (site, i) in sites: inGroup[i].outputs.host]
output count int = length(sites)
`;

const site = `param name string
param location string = resourceGroup().location
param people string[] = []

resource twins 'Microsoft.DigitalTwins/digitalTwinsInstances@2023-01-31' = {
  name: name
  location: location
  identity: { type: 'SystemAssigned' }
  tags: { made: 'by Bicep' }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for person in people: {
    scope: twins
    name: guid(twins.id, person)
    properties: {
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        'bcd981a7-7f74-457b-83e1-cceb9e632ffe'
      )
      principalId: person
      principalType: 'User'
    }
  }
]

output host string = twins.properties.hostName
`;

/** Where the templates lie that the real Bicep built of the sample. */
export interface Sample {
  /** For a subscription: groups, and in each an instance with access. Wants `sites`. */
  readonly main: string;
  /** For a group: an instance with access. Wants `name`. */
  readonly site: string;
}

/** Puts the sources of the sample into a folder, and has them built. */
export async function builtSample(bicep: string, folder: string): Promise<Sample> {
  const sources = { main, site };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, `${name}.bicep`), text);
  for (const name of Object.keys(sources)) {
    const { code, stderr } = await runProgram(bicep, ['build', join(folder, `${name}.bicep`)], process.env);
    if (code !== 0) throw new Error(`bicep build ended with ${String(code)}: ${stderr}`);
  }
  return { main: join(folder, 'main.json'), site: join(folder, 'site.json') };
}
