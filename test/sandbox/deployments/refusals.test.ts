import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { dev } from '../addresses.ts';
import { at, group, role, scene, site, template, twins } from './scene.ts';

const harmless = template([group('rg-x')]);

describe('what is refused before anything is made, in the words of Azure', () => {
  test.each<[string, object, number, string, string]>([
    [
      'no location',
      { properties: { mode: 'Incremental', template: harmless } },
      400,
      'InvalidDeployment',
      "The 'location' property must be specified for 'it'. Please see https://aka.ms/arm-deployment-subscription for usage details.",
    ],
    [
      'a template somewhere else',
      { location: 'westeurope', properties: { mode: 'Incremental', templateLink: { uri: 'https://a.b/c.json' } } },
      400,
      'InvalidContentLink',
      "Unable to download deployment content from 'https://a.b/c.json'.",
    ],
    [
      'another mode',
      { location: 'westeurope', properties: { mode: 'Complete', template: harmless } },
      400,
      'InvalidDeployment',
      "Specified deployment mode 'Complete' is not supported for deployment at the current scope. Please see https://aka.ms/deployment-modes for usage details.",
    ],
    [
      'an unknown property',
      { location: 'westeurope', properties: { mode: 'Incremental', template: harmless, speed: 1 } },
      400,
      'InvalidRequestContent',
      "Could not find member 'speed'",
    ],
  ])('by PUT, validate and what-if alike: %s', async (_, body, status, code, message) => {
    const { send } = scene();
    for (const verb of ['', '/validate', '/whatIf']) {
      const seen = await send(verb === '' ? 'PUT' : 'POST', `${at('it')}${verb}`, body);
      expect([seen.status, seen.body.error.code]).toEqual([status, code]);
      expect(seen.body.error.message).toContain(message);
    }
  });

  test.each<[string, object, string]>([
    ['an unknown function', template([group("[nix('a')]")]), "The template function 'nix' is not valid."],
    ['an unknown variable', template([group("[variables('v')]")]), "The template variable 'v' is not found."],
    ['an unknown parameter', template([group("[parameters('v')]")]), "The template parameter 'v' is not found."],
    [
      'one resource twice',
      template([group('rg-x'), group('RG-X')]),
      "The resource 'Microsoft.Resources/resourceGroups/RG-X' at line '1' and column '1' is defined multiple times in a template.",
    ],
    [
      'a circle',
      template([group('a', 'westeurope', { dependsOn: ['b'] }), group('b', 'westeurope', { dependsOn: ['a'] })]),
      `Circular dependency detected on resource: '${dev}/resourceGroups/a'.`,
    ],
    [
      'a wait for nothing',
      template([group('a', 'westeurope', { dependsOn: ['nope'] })]),
      "The resource 'nope' is not defined in the template.",
    ],
    [
      'too many copies',
      template([group('a', 'w', { copy: { name: 'c', count: 801 } })]),
      "invalid copy count of: '801'",
    ],
    ['a name of two parts', template([group('a/b')]), "The name 'a/b' contains '2' name segment(s)"],
    ['an unknown section', template([], { extras: {} }), "Could not find member 'extras' on object of type 'Template'"],
    ['an unknown member', template([group('a', 'w', { colour: 1 })]), "Could not find member 'colour'"],
    [
      'a missing value',
      template([], { parameters: { p: { type: 'string' } } }),
      "The value for the template parameter 'p' at line '1' and column '1' is not provided.",
    ],
    [
      'an output that nothing is known of',
      template([], { outputs: { x: { type: 'string', value: "[variables('v')]" } } }),
      "The template variable 'v' is not found.",
    ],
    [
      'a reference in a name',
      template([group("[reference('x').y]")]),
      "The template function 'reference' is not expected at this location.",
    ],
  ])('InvalidTemplate: %s', async (_, what, message) => {
    const { put, made } = scene();
    const { status, body } = await put('it', what);
    expect([status, body.error.code]).toEqual([400, 'InvalidTemplate']);
    expect(body.error.message).toMatch(/^Deployment template validation failed: '/);
    expect(body.error.message).toContain(message);
    expect(body.error.additionalInfo[0]).toMatchObject({
      type: 'TemplateViolation',
      info: { lineNumber: expect.any(Number) },
    });
    expect(made.world().deployments).toBeUndefined();
  });

  test('a long name, an unknown one, another location, one that is running', async () => {
    const { put, send } = scene();
    const long = await put('n'.repeat(67), harmless);
    expect(long.body.error.message).toContain("has a length of '67' which exceeds the maximum length of '64'");
    const unknown = await send('GET', at('nope'));
    expect([unknown.status, unknown.body.error]).toEqual([
      404,
      { code: 'DeploymentNotFound', message: "Deployment 'nope' could not be found." },
    ]);
    await put('busy', template(site('twins-a')));
    const elsewhere = await put('busy', harmless, { location: 'northeurope' });
    expect([elsewhere.status, elsewhere.body.error]).toEqual([
      409,
      {
        code: 'InvalidDeploymentLocation',
        message:
          "Invalid deployment location 'northeurope'. The deployment 'busy' already exists in location 'westeurope'.",
      },
    ]);
    const active = await put('busy', harmless);
    expect([active.status, active.body.error.code]).toEqual([409, 'DeploymentActive']);
    expect(active.body.error.message).toMatch(
      /cannot be saved, because this would overwrite .* was started at '3\/2\/2026 9:00:00 AM' with correlationId '[-0-9a-f]{36}', and will expire at '3\/9\/2026 9:00:00 AM'/,
    );
  });
});

describe('rights and policies', () => {
  test('who may not deploy at all', async () => {
    const { put, send } = scene({ as: contoso.pipeline });
    const refused = await put('it', harmless);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'AuthorizationFailed']);
    expect(refused.body.error.message).toContain(
      `perform action 'Microsoft.Resources/deployments/write' over scope '${at('it')}'`,
    );
    const asked = await send('POST', `${at('it')}/whatIf`, { location: 'westeurope', properties: {} });
    expect(asked.body.error.message).toContain("'Microsoft.Resources/deployments/whatIf/action'");
  });

  test('who may deploy and not give roles learns it from validate and PUT, before anything is made', async () => {
    const { send, made } = scene({ scenario: 'contributor' });
    const inGroup = at('here', `${dev}/resourceGroups/rg-playground`);
    const what = template([twins('twins-g'), role('99999999-0000-4000-8000-000000000001', 'twins-g')]);
    const refused = await send('PUT', inGroup, { properties: { mode: 'Incremental', template: what } });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'InvalidTemplateDeployment']);
    expect(refused.body.error.message).toMatch(
      /^The template deployment failed with error: 'Authorization failed for template resource '99999999-0000-4000-8000-000000000001' of type 'Microsoft.Authorization\/roleAssignments'\. The client /,
    );
    expect(made.world().deployments).toBeUndefined();
  });

  test('a policy names each resource that it refuses', async () => {
    const { put } = scene({ scenario: 'policy' });
    const { status, body } = await put('it', template([...site('twins-a', 'eastus'), ...site('twins-b', 'eastus')]));
    expect([status, body.error.code]).toEqual([400, 'InvalidTemplateDeployment']);
    expect(body.error.message).toBe(
      'The template deployment failed because of policy violation. Please see details for more information.',
    );
    expect(body.error.details.map((each) => [each.code, each.target])).toEqual([
      ['RequestDisallowedByPolicy', 'twins-a'],
      ['RequestDisallowedByPolicy', 'twins-b'],
    ]);
    expect(body.error.details[0].additionalInfo[0].type).toBe('PolicyViolation');
  });

  test('a role that is there under another name: the failure says under which', async () => {
    const { send, made } = scene();
    const inGroup = (name: string) => at(name, `${dev}/resourceGroups/rg-playground`);
    const deploy = async (name: string, assignment: string) => {
      const what = template([twins('twins-g'), role(assignment, 'twins-g')]);
      await send('PUT', inGroup(name), { properties: { mode: 'Incremental', template: what } });
      made.pass(60);
      return (await send('GET', inGroup(name))).body.properties;
    };
    expect((await deploy('one', '99999999-0000-4000-8000-000000000001')).provisioningState).toBe('Succeeded');
    expect((await deploy('same', '99999999-0000-4000-8000-000000000001')).provisioningState).toBe('Succeeded');
    expect((await deploy('other', '99999999-0000-4000-8000-000000000002')).error.details).toEqual([
      {
        code: 'RoleAssignmentExists',
        message:
          'The role assignment already exists. The ID of the existing role assignment is 99999999000040008000000000000001.',
      },
    ]);
  });
});
