import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { dev } from '../addresses.ts';
import { at, group, nested, role, scene, template, twins } from './scene.ts';

const inGroup = (name: string): string => at(name, `${dev}/resourceGroups/rg-playground`);
const asked = (what: object): object => ({ properties: { mode: 'Incremental', template: what } });

describe('who may do what with deployments', () => {
  test.each<[string, string, string]>([
    ['GET', '', 'read'],
    ['HEAD', '', 'read'],
    ['PUT', '', 'write'],
    ['DELETE', '', 'delete'],
    ['POST', '/validate', 'validate/action'],
    ['POST', '/whatIf', 'whatIf/action'],
    ['POST', '/cancel', 'cancel/action'],
    ['POST', '/exportTemplate', 'exportTemplate/action'],
    ['GET', '/operations', 'operations/read'],
    ['GET', '/operations/1', 'operations/read'],
  ])('%s %s needs Microsoft.Resources/deployments/%s', async (method, rest, action) => {
    const { send } = scene({ as: contoso.emil });
    const body =
      method === 'PUT' || /validate|whatIf/.test(rest) ? { location: 'westeurope', ...asked({}) } : undefined;
    const seen = await send(method, `${at('it')}${rest}`, body);
    expect(seen.status).toBe(403);
    if (method === 'HEAD') return;
    expect(seen.body.error.code).toBe('AuthorizationFailed');
    expect(seen.body.error.message).toContain(
      `does not have authorization to perform action 'Microsoft.Resources/deployments/${action}' over scope '${at('it')}'`,
    );
  });

  test('several resources that its caller may not make: all are named, in one sentence', async () => {
    const { send, made } = scene({ scenario: 'contributor' });
    const names = ['1', '2'].map((end) => `99999999-0000-4000-8000-00000000000${end}`);
    const what = template([twins('twins-g'), ...names.map((name) => role(name, 'twins-g'))]);
    const { status, body } = await send('PUT', inGroup('here'), asked(what));
    const about = names.map(
      (name) =>
        `Authorization failed for template resource '${name}' of type 'Microsoft.Authorization/roleAssignments'. The client 'ana@contoso.com' with object id '${contoso.ana}' does not have permission to perform action 'Microsoft.Authorization/roleAssignments/write' at scope '${dev}/resourceGroups/rg-playground/providers/Microsoft.DigitalTwins/digitalTwinsInstances/twins-g/providers/Microsoft.Authorization/roleAssignments/${name}'.`,
    );
    expect([status, body.error.code]).toEqual([403, 'InvalidTemplateDeployment']);
    expect(body.error.message).toBe(`Deployment failed with multiple errors: '${about.join(':')}'`);
    expect(made.world().deployments).toBeUndefined();
  });
});

describe('how deployments fail', () => {
  test('a failure two deployments deep is told with every step to it', async () => {
    const { put, ended } = scene();
    const bad = at('deeper', `${dev}/resourceGroups/rg-x`);
    const deeper = { ...nested('deeper', 'rg-x', template([twins('-bad-')])), dependsOn: [] };
    await put('deep', template([group('rg-x'), nested('in-x', 'rg-x', template([deeper]))]));
    const listed =
      'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.';
    const reached =
      "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Failed'.";
    const { error } = (await ended('deep')).body.properties;
    const inX = at('in-x', `${dev}/resourceGroups/rg-x`);
    expect(error).toEqual({
      ...{ code: 'DeploymentFailed', target: at('deep'), message: listed },
      details: [
        {
          ...{ code: 'ResourceDeploymentFailure', target: inX, message: reached },
          details: [
            {
              ...{ code: 'DeploymentFailed', target: inX, message: listed },
              details: [
                {
                  ...{ code: 'ResourceDeploymentFailure', target: bad, message: reached },
                  details: [
                    {
                      ...{ code: 'DeploymentFailed', target: bad, message: listed },
                      details: [expect.objectContaining({ code: 'InvalidResourceName' })],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('the status of a failed one carries its error, and so does its operation', async () => {
    const { put, ended, send } = scene();
    const accepted = await put('fails', template([group('bad.')]));
    const { error } = (await ended('fails')).body.properties;
    const status = await send('GET', accepted.headers['azure-asyncoperation'] ?? '');
    expect([status.status, status.body]).toEqual([200, { status: 'Failed', error }]);
    expect(status.headers['retry-after']).toBeUndefined();
    const { value } = (await send('GET', `${at('fails')}/operations`)).body;
    expect(value[0].properties).toMatchObject({
      provisioningState: 'Failed',
      statusCode: 'BadRequest',
      statusMessage: { error: error.details[0] },
    });
  });

  test('two that touch one instance at a time: the second fails with the 409 of the resource', async () => {
    const { send, made } = scene();
    await send('PUT', inGroup('one'), asked(template([twins('twins-g')])));
    made.pass(5);
    await send('PUT', inGroup('two'), asked(template([twins('twins-g', 'westeurope', { tags: { a: 'b' } })])));
    made.pass(60);
    const states = async (name: string) => (await send('GET', inGroup(name))).body.properties;
    expect((await states('one')).provisioningState).toBe('Succeeded');
    expect(await states('two')).toMatchObject({
      provisioningState: 'Failed',
      error: { details: [{ code: 'Conflict' }] },
    });
  });

  test('complete mode is refused, and makes and removes nothing', async () => {
    const { send, made } = scene();
    const before = made.world();
    for (const [path, more] of [
      [at('it'), { location: 'westeurope' }],
      [inGroup('it'), {}],
    ] as const)
      for (const [method, rest] of [
        ['PUT', ''],
        ['POST', '/validate'],
        ['POST', '/whatIf'],
      ] as const) {
        const { status, body } = await send(method, `${path}${rest}`, {
          ...more,
          properties: { mode: 'Complete', template: template([]) },
        });
        expect([status, body.error.code, body.error.message]).toEqual([
          400,
          'InvalidDeployment',
          "Specified deployment mode 'Complete' is not supported for deployment at the current scope. Please see https://aka.ms/deployment-modes for usage details.",
        ]);
      }
    expect(made.world()).toEqual(before);
  });
});
