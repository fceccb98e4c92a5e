import { contoso } from '../../../../src/sandbox/world/contoso/ids.ts';
import { fc } from '../../../support/properties.ts';

type File = 'bicepconfig.json' | 'main.bicepparam' | 'main.bicep' | 'site.bicep' | 'access.bicep';

/** Sources of Bicep as people lay them out: a file of the subscription, modules for groups, modules within those. */
export type Project = Readonly<Record<File, string>>;

const roles = ['bcd981a7-7f74-457b-83e1-cceb9e632ffe', 'd57506d4-4c8d-48b1-8587-93c323f6a5a3'] as const;
const twinsType = 'Microsoft.DigitalTwins/digitalTwinsInstances@2023-01-31';
const groupType = 'Microsoft.Resources/resourceGroups@2024-07-01';
const assignmentType = 'Microsoft.Authorization/roleAssignments@2022-04-01';

const sites = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('north', 'South', 'x-1', 'Halle'),
    location: fc.option(fc.constantFrom('westeurope', 'northeurope', 'eastus')),
    tags: fc.option(fc.dictionary(fc.constantFrom('cost', 'Team', "it's"), fc.constantFrom('a', "b'c", '${x}', '[y]'))),
    people: fc.subarray([contoso.ana, contoso.bea]),
  }),
  { selector: ({ name }) => name.toLowerCase(), minLength: 1, maxLength: 3 },
);

/** What one project does and another doesn't. */
const wishes = fc.record({
  sites,
  /** Which sites are made. */
  only: fc.constantFrom('', 'extras', 'i < 2', "contains(site.name, 'o')", '!empty(site.people)'),
  /** How the groups are waited for: each by its site, or all by all. */
  all: fc.boolean(),
  named: fc.boolean(),
  extras: fc.boolean(),
  /** A site in a group that was there before. */
  old: fc.boolean(),
  /** Access to the whole group, given from the file of the subscription. */
  wide: fc.boolean(),
  count: fc.integer({ min: 1, max: 3 }),
  serial: fc.boolean(),
  endpoints: fc.integer({ min: 0, max: 2 }),
  locked: fc.constantFrom('false', 'true', 'length(people) > 1', "location == 'northeurope'"),
  access: fc.constantFrom('none', 'here', 'module', 'modules'),
  identity: fc.boolean(),
  /** Symbolic names within the module, too. */
  symbolic: fc.boolean(),
  /** An experiment of Bicep's: symbolic names everywhere, another language version, `resourceInfo` for what is known beforehand. */
  experiment: fc.constantFrom('', 'symbolicNameCodegen', 'assertions', 'resourceInfoCodegen'),
});

type Wishes = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`;

const lines = (...parts: readonly (string | false)[]): string =>
  `${parts.filter((part) => part !== false).join('\n')}\n`;

function parametersOf({ sites: all, extras }: Wishes): string {
  const written = all.map(({ name, location, tags, people }) => {
    const entries = Object.entries(tags ?? {}).map(([key, value]) => `${quoted(key)}: ${quoted(value)}`);
    return lines(
      '  {',
      `    name: ${quoted(name)}`,
      location !== null && `    location: ${quoted(location)}`,
      tags !== null && `    tags: {\n      ${entries.join('\n      ')}\n    }`,
      `    people: [\n      ${people.map(quoted).join('\n      ')}\n    ]`,
      '  }',
    );
  });
  return lines("using 'main.bicep'", `param extras = ${extras}`, `param sites = [\n${written.join('')}]`);
}

function mainOf({ only, all, named, old, wide }: Wishes): string {
  const each = (body: string): string => (only === '' ? `{${body}}` : `if (${only}) {${body}}`);
  return lines(
    "targetScope = 'subscription'",
    'type Site = {\n  name: string\n  location: string?\n  tags: object?\n  people: string[]\n}',
    "param prefix string = 'Gen'",
    'param sites Site[]',
    'param extras bool',
    "var names = [for (site, i) in sites: toLower(join([prefix, site.name, string(i)], '-'))]",
    "func groupName(prefix string, site object) string => 'rg-${prefix}-${padLeft(site.name, 6, 'x')}'",
    "func tagsOf(site object, at int) object => union(site.?tags ?? {}, { number: '${at + 1}', big: toUpper(site.name), hash: uniqueString(site.name, site.name, string(at)) })",
    `resource groups '${groupType}' = [for (site, i) in sites: ${each(`
  name: groupName(prefix, site)
  location: site.?location ?? 'westeurope'
  tags: tagsOf(site, i)
`)}]`,
    `module inside 'site.bicep' = [for (site, i) in sites: ${each(`
  ${named ? "name: 'site-${i}-${site.name}'" : ''}
  scope: ${all ? 'resourceGroup(groupName(prefix, site))' : 'groups[i]'}
  params: {
    name: names[i]
    location: site.?location ?? 'westeurope'
    people: site.people
    tags: filter(items(site.?tags ?? {}), tag => tag.key != 'Team')
  }
  ${all ? 'dependsOn: [groups]' : ''}
`)}]`,
    old && `resource playground '${groupType}' existing = {\n  name: 'rg-playground'\n}`,
    old &&
      `module inOld 'site.bicep' = if (extras) {
  scope: playground
  params: { name: '\${toLower(prefix)}-old', location: 'westus2', people: [], tags: [] }
}`,
    wide &&
      `resource wide '${assignmentType}' = if (length(sites) > 1) {
  name: guid(subscription().id, prefix)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${roles[1]}')
    principalId: '${contoso.bea}'
    principalType: 'User'
  }
  dependsOn: [inside]
}`,
    'output names array = names',
    'output tags object = toObject(sites, site => toLower(site.name), site => tagsOf(site, length(site.people)))',
    "output ids array = [for (site, i) in sites: resourceId(subscription().subscriptionId, groupName(prefix, site), 'Microsoft.DigitalTwins/digitalTwinsInstances', names[i])]",
  );
}

function accessHere(loop: boolean): string {
  return `resource access '${assignmentType}' = [for person in people: {
  scope: twins${loop ? '[0]' : ''}
  name: guid(twins${loop ? '[0]' : ''}.id, person)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${roles[0]}')
    principalId: person
    principalType: 'User'
  }
}]`;
}

function accessModule(many: boolean, loop: boolean): string {
  const first = `twins${loop ? '[0]' : ''}.name`;
  return many
    ? `module access 'access.bicep' = [for (person, i) in people: {
  name: 'access-\${i}-\${uniqueString(name)}'
  params: { instance: ${first}, principal: person }
}]`
    : `module access 'access.bicep' = if (!empty(people)) {
  params: { instance: ${first}, principal: people[?0] ?? '' }
}`;
}

function siteOf({ count, serial, endpoints, locked, access, identity, symbolic }: Wishes): string {
  const loop = count > 1;
  const body = (name: string): string => `{
  name: ${name}
  location: location
  tags: toObject(tags, tag => tag.key, tag => tag.value)
  ${identity ? "identity: { type: 'SystemAssigned' }" : ''}
}`;
  return lines(
    symbolic && 'type Tag = { key: string, value: string }',
    'param name string',
    'param location string',
    'param people string[]',
    `param tags ${symbolic ? 'Tag[]' : 'array'}`,
    symbolic && 'param note string?',
    loop && serial && '@batchSize(1)',
    loop
      ? `resource twins '${twinsType}' = [for i in range(0, ${count}): ${body("'${name}-${i}'")}]`
      : `resource twins '${twinsType}' = ${body('name')}`,
    endpoints > 0 && '@batchSize(1)',
    endpoints > 0 &&
      `resource endpoints 'Microsoft.DigitalTwins/digitalTwinsInstances/endpoints@2023-01-31' = [for i in range(0, ${endpoints}): {
  parent: twins${loop ? '[0]' : ''}
  name: 'events\${i}'
  properties: {
    endpointType: 'EventHub'
    authenticationType: 'IdentityBased'
    endpointUri: 'sb://\${name}.servicebus.windows.net'
    entityPath: 'hub-\${i}'
  }
}]`,
    `resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (${locked}) {
  scope: twins${loop ? `[${count - 1}]` : ''}
  name: 'keep'
  properties: { level: 'CanNotDelete', notes: ${symbolic ? "note ?? 'kept'" : "'kept'"} }
}`,
    access === 'here' && accessHere(loop),
    access === 'module' && accessModule(false, loop),
    access === 'modules' && accessModule(true, loop),
    `output first string = twins${loop ? '[0]' : ''}.id`,
    `output host string = twins${loop ? '[0]' : ''}.properties.hostName`,
  );
}

const access = lines(
  'param instance string',
  'param principal string',
  `resource twins '${twinsType}' existing = {\n  name: instance\n}`,
  `resource one '${assignmentType}' = {
  scope: twins
  name: guid(twins.id, principal, resourceGroup().id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${roles[0]}')
    principalId: principal
    principalType: 'User'
  }
}`,
  'output id string = one.id',
);

/** Without `resourceInfo` of copies: Bicep's engine forgets the scope in their ids (0.49.2). */
const experimentsOf = ({ experiment, count }: Wishes): object =>
  experiment === '' || (experiment === 'resourceInfoCodegen' && count > 1) ? {} : { [experiment]: true };

/** Projects that nobody thought of. */
export const projects: fc.Arbitrary<Project> = wishes.map((wished) => ({
  'bicepconfig.json': JSON.stringify({ experimentalFeaturesEnabled: experimentsOf(wished) }),
  'main.bicepparam': parametersOf(wished),
  'main.bicep': mainOf(wished),
  'site.bicep': siteOf(wished),
  'access.bicep': access,
}));
