import { describe, expect, test } from '@jest/globals';
import { newInstance } from '../../support/resources.ts';
import { errorOf } from '../workbench.ts';
import { hostileScene, id, wanted } from './scene.ts';

const scene = hostileScene();

describe('answers that get lost', () => {
  test('a creation whose answer is lost is sent once, and was made', async () => {
    let puts = 0;
    scene.meddle = (method) => {
      if (method !== 'PUT') return undefined;
      puts += 1;
      return 'drop';
    };
    const details = await errorOf(scene.port.azure.create(newInstance({ ...wanted, name: 'plant-lost' })));
    expect(details).toMatchObject({ ending: 'forNow', again: 'soon' });
    expect(details.suggestion).toContain('nothing is made twice');
    expect(puts).toBe(1);
  });

  test('a read whose answer is lost is sent again, and told', async () => {
    let times = 0;
    scene.meddle = (_, url) => {
      if (!url.includes('/resourcegroups/')) return undefined;
      times += 1;
      return times === 1 ? 'drop' : undefined;
    };
    expect((await scene.port.azure.resourceGroup(id, 'rg-buildings'))?.name).toBe('rg-buildings');
    expect(scene.port.events.at(-1)).toMatchObject({ kind: 'delayed', seconds: 0.5 });
  });

  test('a read that is asked to wait for an hour ends the run', async () => {
    scene.meddle = (_, url) =>
      url.includes('/resourcegroups/') ? { status: 429, headers: { 'retry-after': '3600' }, body: '' } : undefined;
    expect(await errorOf(scene.port.azure.resourceGroup(id, 'rg-buildings'))).toMatchObject({
      ending: 'forNow',
      httpStatus: 429,
      retryAfter: 3600,
      again: undefined,
    });
    expect(scene.port.sent()).toHaveLength(1);
  });
});
