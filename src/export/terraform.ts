import { contentOf } from '../domain/resource.ts';
import { type Exported, type ExportFile, groupNameOf, instanceNameOf, subscriptionOf } from './exported.ts';
import { blank, hclBody, hclText, hclValue, type Item, textItem as text } from './hcl.ts';
import { comments, headLines } from './head.ts';
import { placesOf, type Written, written } from './terraform-resources.ts';

export function blockOf(kind: 'resource' | 'data', address: string, body: readonly Item[]): Item {
  const [type = '', name = ''] = address.split('.');
  return { block: `${kind} ${hclText(type)} ${hclText(name)}`, body };
}

/** The environment of the providers in clouds that aren't the public one (azurerm, "environment"). */
const environments: Readonly<Record<string, string>> = { AzureUSGovernment: 'usgovernment', AzureChinaCloud: 'china' };

/** The providers for one subscription. */
export function providers(exported: Exported, isAzapi: boolean): readonly Item[] {
  const environment = environments[exported.cloud];
  const where = [
    ...(environment === undefined ? [] : [text('environment', environment)]),
    text('subscription_id', subscriptionOf(exported)),
    text('tenant_id', exported.tenantId),
  ];
  const source = (name: string, version: string): string => hclValue({ source: name, version }, '    ');
  const required = [
    { key: 'azurerm', value: source('hashicorp/azurerm', '>= 4.0, < 6.0') },
    ...(isAzapi ? [{ key: 'azapi', value: source('Azure/azapi', '~> 2.0') }] : []),
  ];
  return [
    {
      block: 'terraform',
      body: [text('required_version', '>= 1.5'), blank, { block: 'required_providers', body: required }],
    },
    blank,
    {
      block: 'provider "azurerm"',
      body: [
        ...where,
        { line: '# The one service that is needed: by default version 4 registers some sixty, version 5 none.' },
        text('resource_provider_registrations', 'none'),
        { key: 'resource_providers_to_register', value: '["Microsoft.DigitalTwins"]' },
        blank,
        { block: 'features', body: [] },
      ],
    },
    ...(isAzapi ? [blank, { block: 'provider "azapi"', body: where }] : []),
  ];
}

function dataBlocks(exported: Exported): readonly Item[] {
  const { group, instance } = placesOf(exported);
  const groupBlock = blockOf('data', 'azurerm_resource_group.group', [text('name', groupNameOf(exported))]);
  const instanceBlock = blockOf('data', 'azurerm_digital_twins_instance.twins', [
    text('name', instanceNameOf(exported)),
    { key: 'resource_group_name', value: `${group}.name` },
  ]);
  return [
    ...(group.startsWith('data.') ? [blank, groupBlock] : []),
    ...(instance.startsWith('data.') ? [blank, instanceBlock] : []),
  ];
}

function outputs(exported: Exported): readonly Item[] {
  const { group, instance } = placesOf(exported);
  const host = instance.startsWith('azapi_') ? `${instance}.output.properties.hostName` : `${instance}.host_name`;
  const output = (name: string, value: string): readonly Item[] => [
    blank,
    { block: `output "${name}"`, body: [{ key: 'value', value }] },
  ];
  return [
    ...output('host_name', host),
    ...output('name', `${instance}.name`),
    ...output('resource_group', `${group}.name`),
  ];
}

/** Terraform keeps every text in Unicode's composed form (cty, NormalizeString): another one can't be written down. */
export function normalized(declared: Exported['declared']): readonly string[] {
  const all = declared.flatMap(({ resource }) => Object.entries(contentOf(resource)?.tags ?? {})).flat();
  const changed = [...new Set(all.filter((each) => each !== each.normalize('NFC')))];
  return changed.map((each) => `Terraform can't hold "${each}" in the form that it has, and writes it composed.`);
}

/** Something that exists, and what it is called in the file that declares it. */
export type Taken = Pick<Written, 'address' | 'importId'>;

/** The file that takes over what exists. */
export function importsText(taken: readonly Taken[]): string {
  const imports = taken.flatMap(({ address, importId }): readonly Item[] => [
    blank,
    { block: 'import', body: [{ key: 'to', value: address }, text('id', importId)] },
  ]);
  const why =
    taken.length === 0
      ? 'Nothing that main.tf declares exists yet, so nothing is taken over.'
      : 'What exists is taken over instead of made: the first plan shows these imports and no change.';
  return `${[`# ${why}`, ...hclBody(imports, '')].join('\n')}\n`;
}

/** The set-up in Terraform, and the takeover of what exists and is declared. */
export function terraform(exported: Exported): readonly ExportFile[] {
  const all = exported.declared.flatMap(({ resource, exists }) => {
    const one = written(exported, resource);
    return one === undefined ? [] : [{ ...one, exists }];
  });
  const isAzapi = all.some(({ address }) => address.startsWith('azapi_'));
  const head = headLines(exported, [
    ...normalized(exported.declared),
    'terraform init, then terraform plan. Beware of terraform destroy: it deletes a resource group that is declared here.',
  ]);
  const main = [
    ...comments('#', head),
    '',
    ...hclBody(
      [
        ...providers(exported, isAzapi),
        ...dataBlocks(exported),
        ...all.flatMap(({ address, items }) => [blank, blockOf('resource', address, items)]),
        ...outputs(exported),
      ],
      '',
    ),
  ];
  return [
    { name: 'main.tf', text: `${main.join('\n')}\n` },
    { name: 'imports.tf', text: importsText(all.filter(({ exists }) => exists)) },
  ];
}
