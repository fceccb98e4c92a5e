import { sameName } from '../../domain/names.ts';
import { apiVersionOf, typeOf } from '../../domain/resource.ts';
import type { ExportFile } from '../exported.ts';
import { blank, hclBody, hclText, type Item, textItem as text } from '../hcl.ts';
import { comments, headOf } from '../head.ts';
import { blockOf, importsText, normalized, providers, type Taken } from '../terraform.ts';
import { declaredIn, type ExportedList, listTitle, onlySubscription, type Site } from './exported-list.ts';
import { localValues, type Sorted, sorted } from './terraform-values.ts';

const identity: Item = {
  block: 'dynamic "identity"',
  body: [
    { key: 'for_each', value: 'each.value.identity ? [1] : []' },
    { block: 'content', body: [text('type', 'SystemAssigned')] },
  ],
};

const forEach = (value: string): readonly Item[] => [{ key: 'for_each', value }, blank];

const each = (key: string, value: string): Item => ({ key, value: `each.value.${value}` });

/** What `for` gives of a resource in as many as there are. */
const byKey = (address: string, attribute: string): string => `{ for key, it in ${address} : key => it.${attribute} }`;

function merged(key: string, parts: readonly string[]): Item {
  if (parts.length === 1) return { key, value: parts[0] ?? '{}' };
  return { key, value: ['merge(', ...parts.map((part) => `    ${part},`), '  )'].join('\n') };
}

function groupBlocks({ made, foundGroups }: Sorted): readonly Item[] {
  const attributes = [{ key: 'name', value: 'each.key' }, each('location', 'location'), each('tags', 'tags')];
  const found = `toset([${foundGroups.map(({ name }) => hclText(name)).join(', ')}])`;
  return [
    ...(made.length === 0
      ? []
      : [blank, blockOf('resource', 'azurerm_resource_group.group', [...forEach('local.groups'), ...attributes])]),
    ...(foundGroups.length === 0
      ? []
      : [
          blank,
          blockOf('data', 'azurerm_resource_group.group', [...forEach(found), { key: 'name', value: 'each.key' }]),
        ]),
  ];
}

function closedBody([first]: readonly Site[]): readonly Item[] {
  const instance = first?.instance;
  if (instance === undefined) return [];
  return [
    ...forEach('local.closed_sites'),
    { line: '# By azapi: azurerm has no argument for the network yet, and would make an instance that is open to it.' },
    text('type', `${typeOf(instance)}@${apiVersionOf(instance)}`),
    { key: 'parent_id', value: 'local.group_ids[each.value.group]' },
    each('name', 'name'),
    each('location', 'location'),
    each('tags', 'tags'),
    blank,
    identity,
    blank,
    { key: 'body', value: ['{', '    properties = each.value.properties', '  }'].join('\n') },
  ];
}

function instanceBlocks({ plain, closed, there }: Sorted): readonly Item[] {
  const plainBody = [
    ...forEach('local.sites'),
    each('name', 'name'),
    { key: 'resource_group_name', value: 'local.group_names[each.value.group]' },
    each('location', 'location'),
    each('tags', 'tags'),
    blank,
    identity,
  ];
  const thereBody = [
    ...forEach('local.there'),
    each('name', 'name'),
    { key: 'resource_group_name', value: 'local.group_names[each.value.group]' },
  ];
  return [
    ...(plain.length === 0 ? [] : [blank, blockOf('resource', 'azurerm_digital_twins_instance.twins', plainBody)]),
    ...(closed.length === 0 ? [] : [blank, blockOf('resource', 'azapi_resource.twins', closedBody(closed))]),
    ...(there.length === 0 ? [] : [blank, blockOf('data', 'azurerm_digital_twins_instance.twins', thereBody)]),
  ];
}

/** The names and ids that others are referred to by. */
function references(of: Sorted): readonly Item[] {
  const groups = [
    ...(of.made.length > 0 ? ['azurerm_resource_group.group'] : []),
    ...(of.foundGroups.length > 0 ? ['data.azurerm_resource_group.group'] : []),
  ];
  const instances = [
    ...(of.plain.length > 0 ? ['azurerm_digital_twins_instance.twins'] : []),
    ...(of.closed.length > 0 ? ['azapi_resource.twins'] : []),
    ...(of.there.length > 0 ? ['data.azurerm_digital_twins_instance.twins'] : []),
  ];
  const gathered = (key: string, from: readonly string[], attribute: (address: string) => string): Item =>
    merged(
      key,
      from.map((address) => byKey(address, attribute(address))),
    );
  const host = (address: string): string => (address.startsWith('azapi_') ? 'output.properties.hostName' : 'host_name');
  const values = [
    gathered('group_names', groups, () => 'name'),
    ...(of.closed.length > 0 ? [gathered('group_ids', groups, () => 'id')] : []),
    gathered('instance_ids', instances, () => 'id'),
    gathered('host_names', instances, host),
  ];
  return [blank, { block: 'locals', body: values }];
}

const accessBlock = blockOf('resource', 'azurerm_role_assignment.access', [
  ...forEach('local.access'),
  { key: 'name', value: 'each.key' },
  { key: 'scope', value: 'local.instance_ids[each.value.site]' },
  each('role_definition_id', 'role_definition_id'),
  each('principal_id', 'principal_id'),
  each('principal_type', 'principal_type'),
]);

/** Addresses of what is declared, in as many as there are, with what exists of it. */
function takenOver(list: ExportedList, of: Sorted): readonly Taken[] {
  const exists = (id: string): boolean =>
    declaredIn(list).some((each) => each.exists && sameName(each.resource.id, id));
  const at = (address: string, key: string): string => `${address}[${hclText(key)}]`;
  const all = [
    ...of.made.map(({ id, name }) => ({ id, address: at('azurerm_resource_group.group', name) })),
    ...of.plain.map(({ key, exported }) => ({
      id: exported.instanceId,
      address: at('azurerm_digital_twins_instance.twins', key),
    })),
    ...of.closed.map(({ key, exported }) => ({ id: exported.instanceId, address: at('azapi_resource.twins', key) })),
    ...of.all.flatMap(({ access }) =>
      access.map(({ id, name }) => ({ id, address: at('azurerm_role_assignment.access', name) })),
    ),
  ];
  const [closed] = of.closed;
  const version = closed?.instance === undefined ? '' : `?api-version=${apiVersionOf(closed.instance)}`;
  return all
    .filter(({ id }) => exists(id))
    .map(({ id, address }) => ({
      address,
      importId: address.startsWith('azapi_') ? `${id}${version}` : id,
    }));
}

/** A list in Terraform: its sites are local values that everything loops over. */
export function terraformList(list: ExportedList): readonly ExportFile[] {
  onlySubscription(list);
  const of = sorted(list);
  const head = headOf(listTitle(list), list, [
    ...normalized(declaredIn(list)),
    'terraform init, then terraform plan. Beware of terraform destroy: it deletes resource groups that are declared here.',
  ]);
  const main = [
    ...comments('#', head),
    '',
    ...hclBody(
      [
        ...providers(list.sites[0], of.closed.length > 0),
        blank,
        localValues(of),
        ...groupBlocks(of),
        ...instanceBlocks(of),
        ...references(of),
        blank,
        accessBlock,
        blank,
        { block: 'output "host_names"', body: [{ key: 'value', value: 'local.host_names' }] },
      ],
      '',
    ),
  ];
  return [
    { name: 'main.tf', text: `${main.join('\n')}\n` },
    { name: 'imports.tf', text: importsText(takenOver(list, of)) },
  ];
}
