import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { roleIds } from '../../src/sandbox/world/roles.ts';
import { grant } from '../support/administrator.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let sandbox: Sandbox;

beforeEach(async () => {
  home = newHome('contributor');
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'contributor' });
});

afterEach(async () => {
  await sandbox.close();
  home.remove();
});

test('a Contributor gets an instance and a hand-over; when the role is granted, the next run ends ready', async () => {
  const first = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect(first.code).toBe(3);
  const document = JSON.parse(first.stdout) as { handOverFile: string; resourceId: string };
  expect(document).toMatchObject({ outcome: 'handover', requests: { writes: 3 } });
  expect(document).toMatchObject({
    role: {
      name: 'Azure Digital Twins Data Owner',
      principalType: 'User',
      assignmentId: null,
      scope: document.resourceId,
    },
  });
  const text = readFileSync(document.handOverFile, 'utf8');
  const [line = ''] = /^az role assignment create .*$/m.exec(text) ?? [];
  expect(line).toContain(`--scope ${document.resourceId}`);
  expect(text).toContain('Bea Cruz (Owner)');

  const again = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect(again.code).toBe(3);
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'handover', requests: { writes: 0 } });

  const value = (flag: string): string => new RegExp(`--${flag} (\\S+)`).exec(line)?.[1] ?? '';
  expect(await grant(sandbox, value('scope'), value('assignee-object-id'), value('role'))).toBe(201);

  const last = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect(last.code).toBe(0);
  expect(JSON.parse(last.stdout)).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
});

test('the sandbox that runs already on the data directory is used', async () => {
  const { stdout } = await runUnattended(home, ['--sandbox=contributor', '--json']);
  expect((JSON.parse(stdout) as { hostName: string }).hostName).toContain(`localhost:${sandbox.port}/`);
});

test('somebody who may not even look gets one hand-over with all that is missing, and nothing is sent', async () => {
  const reading = newHome('reader');
  try {
    const { code, stdout } = await runUnattended(reading, ['--sandbox=reader', '--json']);
    expect(code).toBe(3);
    const document = JSON.parse(stdout) as { handOverFile: string };
    expect(document).toMatchObject({ outcome: 'handover', requests: { writes: 0 } });
    expect(document).toMatchObject({ role: { assignee: 'ana@contoso.com', assignmentId: null } });
    const text = readFileSync(document.handOverFile, 'utf8');
    for (const line of [
      /^az provider register --namespace Microsoft\.DigitalTwins --subscription [0-9a-f-]{36}$/m,
      /^az group create --name rg-digital-twins --location westeurope /m,
      /^az dt create --dt-name digital-twins-\w+ --resource-group rg-digital-twins /m,
      /^az role assignment create .* --role b24988ac-6180-42a0-ab88-20f7382dd24c --scope \/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/rg-digital-twins$/m,
      /^az role assignment create .* --role bcd981a7-7f74-457b-83e1-cceb9e632ffe --scope \S+\/digitalTwinsInstances\/\S+$/m,
      /^## 1\. Switch Azure Digital Twins on/m,
      /^## 2\. Give Ana Lima/m,
    ])
      expect(text).toMatch(line);
  } finally {
    reading.remove();
  }
});

test('a condition that only Azure can judge: it is said before, and what it refuses is handed over', async () => {
  const condition = `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roleIds.twinsDataReader}}))`;
  const scope = `/subscriptions/${sandbox.subscriptionId}`;
  expect(await grant(sandbox, scope, contoso.ana, roleIds.accessControlAdministrator, condition)).toBe(201);

  const argv = ['--sandbox=contributor', '--json'];
  const preview = JSON.parse((await runUnattended(home, [...argv, '--dry-run'])).stdout) as {
    steps: { id: string; summary: string; evidence: string }[];
  };
  expect(preview.steps.find((step) => step.id === 'role')).toMatchObject({
    evidence: 'assumed',
    summary: expect.stringContaining('if the condition on your role allows it') as unknown,
  });

  const refused = await runUnattended(home, argv);
  expect(refused.code).toBe(3);
  const document = JSON.parse(refused.stdout) as { handOverFile: string };
  expect(document).toMatchObject({
    outcome: 'handover',
    requests: { writes: 4 },
    error: { step: 'role', code: 'AuthorizationFailed' },
  });
  const text = readFileSync(document.handOverFile, 'utf8');
  expect(text).toContain('Give Ana Lima (ana@contoso.com) the role "Azure Digital Twins Data Owner"');
  expect(text).toContain('perhaps a condition on the role allows only some roles to be given');
  expect(text).toMatch(new RegExp(`^az role assignment create .*--role ${roleIds.twinsDataOwner}`, 'm'));
  expect(text).toContain("resource access 'Microsoft.Authorization/roleAssignments");
  expect(text).toContain('Bea Cruz (Owner)');

  const allowed = await runUnattended(home, [...argv, '--role', 'reader']);
  expect(allowed.code).toBe(0);
});
