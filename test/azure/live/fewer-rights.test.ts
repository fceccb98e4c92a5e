import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newGroup, newInstance, newRegistration } from '../../support/resources.ts';
import { errorOf, workbench } from '../workbench.ts';
import { id, wantedInstance } from './bench.ts';

describe('somebody with fewer rights', () => {
  test("a reader is told which right is missing where, and that names can't be checked", async () => {
    const bench = await workbench({ scenario: 'reader' });
    try {
      const { azure } = await bench.signedIn();
      const details = await errorOf(azure.create(newGroup(id, 'rg-mine', 'westeurope', {})));
      expect(details).toMatchObject({ ending: 'handover', code: 'AuthorizationFailed', httpStatus: 403 });
      expect(details.message).toContain('ana@contoso.com');
      expect(details.message).toContain('Microsoft.Resources/subscriptions/resourceGroups/write');
      expect(details.suggestion).toContain(`--scope /subscriptions/${id}`);
      expect(details.suggestion).toContain(`--assignee-object-id ${contoso.ana} --assignee-principal-type User`);
      expect(details.correlationId).toMatch(/^[0-9a-f-]{36}$/);
      expect((await azure.nameAvailability(id, 'westeurope', 'plant')).is).toBe('unknown');
    } finally {
      await bench.close();
    }
  });

  test("a policy's refusal asks for another region or tags", async () => {
    const bench = await workbench({ scenario: 'policy' });
    try {
      const { azure } = await bench.signedIn();
      await azure.create(newRegistration(id));
      bench.later(60);
      const details = await errorOf(
        azure.create(newInstance({ ...wantedInstance, resourceGroup: 'rg-buildings', name: 'plant-policy' })),
      );
      expect(details).toMatchObject({ ending: 'refused', code: 'RequestDisallowedByPolicy', again: 'answer' });
      expect(details.message).toContain('Allowed locations');
      expect(details.suggestion).toContain(
        `az policy assignment list --disable-scope-strict-match --subscription ${id}`,
      );
    } finally {
      await bench.close();
    }
  });
});
