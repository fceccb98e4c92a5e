import type { Resource } from '../domain/resource.ts';
import { bicepFiles } from './bicep.ts';
import { type Exported, type ExportFile, instanceNameOf, subscriptionOf } from './exported.ts';
import { comments, headLines } from './head.ts';
import { shellWord } from './shell-text.ts';
import { yamlText } from './yaml-text.ts';

/** Clouds other than the public one, for azure/login: their name there, and what their tokens are exchanged for. */
const audiences: Readonly<Record<string, string>> = {
  AzureUSGovernment: 'api://AzureADTokenExchangeUSGov',
  AzureChinaCloud: 'api://AzureADTokenExchangeChina',
};

const usualAudience = 'api://AzureADTokenExchange';

/** The environment of the repository that deployments run in: the job and the federated credential's subject come from it. */
const environment = 'azure-digital-twins';

/** What a workflow deploys, and where. */
export interface Deployed extends Pick<Exported, 'cloud' | 'tenantId' | 'location'> {
  readonly subscription: string;
  /** What the deployment is called. */
  readonly deployment: string;
  readonly declared: readonly Resource[];
  /** The arguments that name the files. */
  readonly from: string;
  /** The first lines of the file, with more below. */
  head(more: readonly string[]): readonly string[];
}

/** The two subjects, and the rights, which the application gets once. */
function connecting({ cloud, subscription, deployment, declared }: Deployed): readonly string[] {
  const audience = audiences[cloud] ?? usualAudience;
  const credential = (name: string, subject: string): string => {
    const words = `{"name":"${name}","issuer":"https://token.actions.githubusercontent.com","subject":"repo:$repo:${subject}","audiences":["${audience}"]}`;
    return `  az ad app federated-credential create --id "$app" --parameters "${words.replaceAll('"', String.raw`\"`)}"`;
  };
  const scope = shellWord(`/subscriptions/${subscription}`);
  const roles = declared.flatMap((each) => (each.kind === 'assignment' ? [each.roleId] : []));
  const condition = `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${[...new Set(roles)].join(', ')}}))`;
  const grant = `  az role assignment create --assignee "$app" --scope ${scope}`;
  return [
    'Once, with az and gh, in a copy of the repository; it needs the right to create applications and to give access:',
    '  repo=$(gh repo view --json nameWithOwner --jq .nameWithOwner)',
    `  app=$(az ad app create --display-name "$repo: ${deployment}" --query appId --output tsv)`,
    '  az ad sp create --id "$app"',
    'What may sign in without a secret: pull requests of this repository, and jobs in its environment (the subjects of both):',
    credential('pull-requests', 'pull_request'),
    credential('deployments', `environment:${environment}`),
    'A deployment to a subscription needs rights on the subscription. Access is all that it may give, and only this role:',
    `${grant} --role Contributor`,
    ...(roles.length === 0
      ? []
      : [
          `${grant} --role "Role Based Access Control Administrator" --condition-version 2.0 --condition ${shellWord(condition)}`,
        ]),
    'The jobs read the application from a variable; there is no secret:',
    '  gh variable set AZURE_CLIENT_ID --body "$app"',
    'Pull requests from forks get no token, so their preview fails. Leave it so: pull_request_target would run their code with rights.',
  ];
}

function stepLines({ cloud, tenantId, subscription, from }: Deployed, command: string): readonly string[] {
  const audience = audiences[cloud];
  return [
    '    steps:',
    '      - uses: actions/checkout@v7',
    '      - uses: azure/login@v3',
    '        with:',
    '          client-id: ${{ vars.AZURE_CLIENT_ID }}',
    `          tenant-id: ${yamlText(tenantId)}`,
    `          subscription-id: ${yamlText(subscription)}`,
    ...(audience === undefined ? [] : [`          environment: ${cloud}`, `          audience: ${audience}`]),
    `      - run: az deployment sub ${command} --name "$DEPLOYMENT" --location "$LOCATION" ${from}`,
  ];
}

/** A workflow that previews pull requests and deploys the main branch, signed in without a secret. */
export function workflowFile(of: Deployed): ExportFile {
  const lines = [
    ...comments('#', of.head(connecting(of))),
    'name: Azure Digital Twins',
    '',
    'on:',
    '  pull_request:',
    "    paths: ['infra/**']",
    '  push:',
    '    branches: [main]',
    "    paths: ['infra/**']",
    '  workflow_dispatch:',
    '',
    'permissions:',
    '  contents: read',
    '  id-token: write',
    '',
    'env:',
    `  DEPLOYMENT: ${yamlText(of.deployment)}`,
    `  LOCATION: ${yamlText(of.location)}`,
    '',
    'jobs:',
    '  preview:',
    "    if: github.event_name == 'pull_request'",
    '    runs-on: ubuntu-latest',
    ...stepLines(of, 'what-if --validation-level ProviderNoRbac'),
    '',
    '  deploy:',
    "    if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'",
    '    runs-on: ubuntu-latest',
    `    environment: ${environment}`,
    '    concurrency:',
    '      group: azure-digital-twins',
    '      cancel-in-progress: false',
    ...stepLines(of, 'create'),
  ];
  return { name: '.github/workflows/azure-digital-twins.yml', text: `${lines.join('\n')}\n` };
}

/** The workflow for a set-up, and the Bicep that it deploys. */
export function github(exported: Exported): readonly ExportFile[] {
  const outputs = { hostName: 'hostName', name: 'name', resourceGroup: 'resourceGroup' };
  const { cloud, tenantId, location } = exported;
  const workflow = workflowFile({
    cloud,
    tenantId,
    location,
    subscription: subscriptionOf(exported),
    deployment: instanceNameOf(exported),
    declared: exported.declared.map(({ resource }) => resource),
    from: '--template-file infra/main.bicep',
    head: (more) => headLines(exported, more),
  });
  return [workflow, ...bicepFiles(exported, 'infra/', outputs)];
}
