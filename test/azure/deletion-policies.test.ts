import { describe, expect, test } from '@jest/globals';
import { hostileScene, id, json } from './hostile/scene.ts';

const scene = hostileScene();
const type = 'Microsoft.DigitalTwins/digitalTwinsInstances';
const scope = `/subscriptions/${id}`;
const definitions = '/providers/Microsoft.Authorization/policyDefinitions';
const sets = '/providers/Microsoft.Authorization/policySetDefinitions';
const ofType = { field: 'type', equals: type };

const rule = (effect: unknown, more: object = {}): object => ({
  properties: {
    parameters: { effect: { defaultValue: 'denyAction' }, types: { defaultValue: [type] } },
    policyRule: { if: ofType, then: { effect, details: { actionNames: ['Delete'] } } },
    ...more,
  },
});

/** What Azure says of its definitions, by the end of their id. */
const known: Readonly<Record<string, object>> = {
  [`${definitions}/plain`]: rule('DenyAction'),
  [`${definitions}/by-default`]: rule("[parameters('effect')]"),
  [`${definitions}/audit`]: rule('audit'),
  [`${definitions}/other-action`]: rule('denyAction', {
    policyRule: { if: ofType, then: { effect: 'denyAction', details: { actionNames: ['move'] } } },
  }),
  [`${definitions}/types`]: rule('denyAction', {
    policyRule: {
      if: { field: 'type', in: "[parameters('types')]" },
      then: { effect: 'denyAction', details: { actionNames: ['delete'] } },
    },
  }),
  [`${sets}/baseline`]: {
    properties: {
      parameters: { what: { defaultValue: 'Disabled' } },
      policyDefinitions: [
        { policyDefinitionId: `${definitions}/audit` },
        {
          policyDefinitionId: `${definitions}/by-default`,
          parameters: { effect: { value: "[parameters('what')]" } },
        },
      ],
    },
  },
};

/** Azure has this assignment. */
function assigned(properties: object, name = 'a1'): void {
  scene.meddle = (_, url) => {
    const path = decodeURIComponent(new URL(url, 'https://x').pathname);
    const body = path.endsWith('/policyAssignments')
      ? { value: [{ id: `${scope}/providers/Microsoft.Authorization/policyAssignments/${name}`, name, properties }] }
      : known[path];
    if (body !== undefined) return { status: 200, headers: json, body: JSON.stringify(body) };
    return /policy(Set)?Definitions/i.test(path) ? { status: 404, headers: json, body: '{}' } : undefined;
  };
}

describe('policies that keep things from being deleted', () => {
  test.each<[string, object, number]>([
    ['one whose effect is denyAction', { policyDefinitionId: `${definitions}/plain` }, 1],
    ['one whose effect is a parameter', { policyDefinitionId: `${definitions}/by-default` }, 1],
    [
      'one whose parameter says otherwise',
      { policyDefinitionId: `${definitions}/by-default`, parameters: { effect: { value: 'Disabled' } } },
      0,
    ],
    ['one with another effect', { policyDefinitionId: `${definitions}/audit` }, 0],
    ['one about another action', { policyDefinitionId: `${definitions}/other-action` }, 0],
    ['one that is not enforced', { policyDefinitionId: `${definitions}/plain`, enforcementMode: 'DoNotEnforce' }, 0],
    ['a set, by its default', { policyDefinitionId: `${sets}/baseline` }, 0],
    [
      'a set, by what is given',
      { policyDefinitionId: `${sets}/baseline`, parameters: { what: { value: 'denyAction' } } },
      1,
    ],
    ['one whose definition is gone', { policyDefinitionId: `${definitions}/nobody` }, 0],
    ['one that points elsewhere', { policyDefinitionId: 'https://example.com/x' }, 0],
  ])('%s', async (_, properties, count) => {
    assigned({ displayName: 'Keep the twins', notScopes: [`${scope}/resourceGroups/rg-play`], ...properties });
    const rules = await scene.port.azure.deletionRules(id);
    expect(rules).toEqual(
      Array.from({ length: count }, () => ({
        policy: 'Keep the twins',
        scope,
        notScopes: [`${scope}/resourceGroups/rg-play`],
        condition: ofType,
      })),
    );
  });

  test('the values of a condition are put in; one without a title is called by its name', async () => {
    assigned({ policyDefinitionId: `${definitions}/types` }, 'keep-twins');
    expect(await scene.port.azure.deletionRules(id)).toEqual([
      { policy: 'keep-twins', scope, notScopes: [], condition: { field: 'type', in: [type] } },
    ]);
  });

  test('an answer that makes no sense tells nothing', async () => {
    scene.meddle = (_, url) =>
      url.includes('/policyAssignments') ? { status: 200, headers: json, body: '{}' } : undefined;
    expect(await scene.port.azure.deletionRules(id)).toBeUndefined();
  });

  test('somebody who may not read them does not know', async () => {
    scene.meddle = (_, url) =>
      url.includes('/policyAssignments')
        ? { status: 403, headers: json, body: '{"error":{"code":"AuthorizationFailed","message":"No."}}' }
        : undefined;
    expect(await scene.port.azure.deletionRules(id)).toBeUndefined();
  });

  test('the sandbox has none, unless it is told to', async () => {
    expect(await scene.port.azure.deletionRules(id)).toEqual([]);
  });
});
