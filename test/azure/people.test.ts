import { expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { errorOf, workbench } from './workbench.ts';

const id = 'CCCCCCCC-0000-4000-8000-000000000001';
const refused = {
  error: 'invalid_grant',
  error_description: 'AADSTS53003: Access has been blocked.',
  error_codes: [53003],
};

test('without a token for the directory an object id stands for itself, and nobody is known by name', async () => {
  const bench = await workbench();
  try {
    const cloud = await bench.meddled((method, url, body) =>
      method === 'POST' && url.includes('/token') && decodeURIComponent(body).includes('graph.microsoft.com')
        ? { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify(refused) }
        : undefined,
    );
    const { azure } = await bench.signedIn({ cloud: { ...cloud, graphScope: 'https://graph.microsoft.com/.default' } });
    expect(await azure.principals(contoso.dev, id)).toEqual([{ id: id.toLowerCase(), name: id.toLowerCase() }]);
    expect(await errorOf(azure.principals(contoso.dev, 'bea@contoso.com'))).toMatchObject({
      ending: 'usage',
      suggestion: expect.stringContaining('user:ID'),
    });
    expect(await azure.principalsById(contoso.dev, [id])).toEqual([]);
    expect(await azure.me(contoso.dev)).toMatchObject({ type: 'User' });
    expect(await azure.myGroups(contoso.dev)).toBeUndefined();
  } finally {
    await bench.close();
  }
});
