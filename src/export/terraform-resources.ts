import type { AssignmentResource } from '../domain/assignment.ts';
import type { InstanceResource } from '../domain/instance.ts';
import type { Tags } from '../domain/kind.ts';
import { sameName, subscriptionScope } from '../domain/names.ts';
import { apiVersionOf, contentOf, type Resource, scopeOf, typeOf, wordFor } from '../domain/resource.ts';
import { type Exported, groupIdOf, isDeclared } from './exported.ts';
import { blank, hclTags, hclText, hclValue, type Item, textItem as text } from './hcl.ts';

/** A resource in Terraform: what it is called there, and the id by which one that exists is taken over. */
export interface Written {
  readonly address: string;
  readonly items: readonly Item[];
  readonly importId: string;
}

function tagItems(tags: Tags): readonly Item[] {
  return Object.keys(tags).length === 0 ? [] : [blank, { key: 'tags', value: hclTags(tags, '  ') }];
}

/**
 * Whether the azurerm provider has an argument for all that is to be said of the instance: it has none for the network
 * (hashicorp/terraform-provider-azurerm#19798). Whatever else there is goes through azapi, which takes the body as it is.
 */
export function isPlain(instance: InstanceResource): boolean {
  const { properties = {} } = contentOf(instance) ?? {};
  return Object.entries(properties).every(([key, value]) => key === 'publicNetworkAccess' && value === 'Enabled');
}

const systemAssigned: Item = { block: 'identity', body: [text('type', 'SystemAssigned')] };

function viaAzapi(exported: Exported, resource: Resource, parent: string, why: readonly string[]): Written {
  const { location, tags = {}, identity, properties } = contentOf(resource) ?? {};
  const name = resource.id.split('/').at(-1) ?? '';
  const version = apiVersionOf(resource);
  const address = `azapi_resource.${symbolOf(exported, resource)}`;
  return {
    address,
    importId: `${resource.id}?api-version=${version}`,
    items: [
      ...why.map((line) => ({ line: `# ${line}` })),
      text('type', `${typeOf(resource)}@${version}`),
      { key: 'parent_id', value: parent },
      text('name', name),
      ...(location === undefined ? [] : [text('location', location)]),
      ...tagItems(tags),
      ...(identity?.['type'] === 'SystemAssigned' ? [blank, systemAssigned] : []),
      ...(properties === undefined ? [] : [blank, { key: 'body', value: hclValue({ properties }, '  ') }]),
    ],
  };
}

/** What it is called: "group", "twins", "access"; a number behind what would be called the same. */
function symbolOf({ declared }: Exported, resource: Resource): string {
  const word = resource.kind === 'instance' ? 'twins' : wordFor(resource);
  const same = declared.filter((each) => wordFor(each.resource) === wordFor(resource));
  const at = same.findIndex((each) => each.resource === resource);
  return at > 0 ? `${word}${at + 1}` : word;
}

/** The addresses by which the group and the instance are referred to. */
export function placesOf(exported: Exported): { readonly group: string; readonly instance: string } {
  const instance = exported.declared.map(({ resource }) => resource).find((each) => each.kind === 'instance');
  const kind = instance === undefined || isPlain(instance) ? 'azurerm_digital_twins_instance' : 'azapi_resource';
  return {
    group: `${isDeclared(exported, groupIdOf(exported)) ? '' : 'data.'}azurerm_resource_group.group`,
    instance: `${instance === undefined ? 'data.' : ''}${kind}.twins`,
  };
}

/** A scope by reference where it is in the file, by its id where it isn't. */
function scopeText(exported: Exported, scope: string): string {
  const { group, instance } = placesOf(exported);
  if (sameName(scope, exported.instanceId)) return `${instance}.id`;
  return sameName(scope, groupIdOf(exported)) ? `${group}.id` : hclText(scope);
}

function instanceWritten(exported: Exported, instance: InstanceResource): Written {
  const { group } = placesOf(exported);
  if (!isPlain(instance)) {
    return viaAzapi(exported, instance, `${group}.id`, [
      'By azapi: azurerm has no argument for the network yet, and would make an instance that is open to it.',
    ]);
  }
  return {
    address: 'azurerm_digital_twins_instance.twins',
    importId: instance.id,
    items: [
      text('name', instance.name),
      { key: 'resource_group_name', value: `${group}.name` },
      text('location', instance.location),
      ...tagItems(instance.tags),
      ...(instance.identity === 'system' ? [blank, systemAssigned] : []),
    ],
  };
}

function assignmentWritten(exported: Exported, assignment: AssignmentResource): Written {
  const { name, scope, roleId, principalId, principalType, id } = assignment;
  const role = `${subscriptionScope(scope)}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  return {
    address: `azurerm_role_assignment.${symbolOf(exported, assignment)}`,
    importId: id,
    items: [
      { line: '# Keep this name while nothing below changes: the same access under another name is refused.' },
      text('name', name),
      { key: 'scope', value: scopeText(exported, scope) },
      text('role_definition_id', role),
      text('principal_id', principalId),
      ...(principalType === undefined ? [] : [text('principal_type', principalType)]),
    ],
  };
}

/** What Terraform is told of a resource; nothing of a registration, which the provider makes. */
export function written(exported: Exported, resource: Resource): Written | undefined {
  switch (resource.kind) {
    case 'registration':
      return undefined;
    case 'group':
      return {
        address: 'azurerm_resource_group.group',
        importId: resource.id,
        items: [text('name', resource.name), text('location', resource.location), ...tagItems(resource.tags)],
      };
    case 'instance':
      return instanceWritten(exported, resource);
    case 'assignment':
      return assignmentWritten(exported, resource);
    case 'other':
      return viaAzapi(exported, resource, scopeText(exported, scopeOf(resource)), []);
  }
}
