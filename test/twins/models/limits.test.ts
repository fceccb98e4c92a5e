import { describe, expect, test } from '@jest/globals';
import { twinsOperation } from '../../../src/sandbox/twins/index.ts';
import { ask, building, errorOf, instance, started } from '../instance.ts';
import { sample } from './sample.ts';

describe('limits (article "Azure Digital Twins service limits")', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_each, at) => ({ ...sample, '@id': `dtmi:a:b;${at + 1}` }));

  test('250 models a call', () => {
    expect(instance().call('POST', '/models', { body: many(250) }).status).toBe(201);
    expect(errorOf(instance().call('POST', '/models', { body: many(251) })).code).toBe('LimitExceeded');
  });

  test('1 MB a model', () => {
    const body = [{ ...sample, comment: 'x'.repeat(1_048_576) }];
    expect(errorOf(instance().call('POST', '/models', { body })).message).toContain('1 MB');
  });

  test('a page has at most 100 models, and nextLink leads to the rest', () => {
    const adt = instance();
    adt.call('POST', '/models', { body: many(130) });
    const first = adt.call('GET', '/models').body as { value: unknown[]; nextLink: string };
    expect(first.value).toHaveLength(100);
    const link = new URL(first.nextLink);
    expect(link.host).toBe('room.api.weu.digitaltwins.azure.net');
    expect(link.searchParams.get('api-version')).toBe('2023-10-31');
    const second = adt.call('GET', link.pathname + link.search).body as { value: unknown[]; nextLink: null };
    expect(second.value).toHaveLength(30);
    expect(second.nextLink).toBeNull();
  });

  test('nextLink leads to where the instance is called', () => {
    const request = ask('GET', '/models', { headers: { 'max-items-per-page': '1' } });
    const operation = twinsOperation(request, 'https://localhost:8443/room.api.weu');
    const { nextLink } = operation?.run(building().graph(), started).reply.body as { nextLink: string };
    expect(nextLink).toMatch(/^https:\/\/localhost:8443\/room\.api\.weu\/models\?api-version=/);
  });

  test('the caller may ask for smaller pages', () => {
    const reply = building().call('GET', '/models', { headers: { 'max-items-per-page': '2' } });
    expect((reply.body as { value: unknown[] }).value).toHaveLength(2);
  });
});
