import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contoso } from '../../../../src/sandbox/world/contoso/ids.ts';
import { type BicepEngine, bicepEngine } from '../../../support/judges/bicep-engine.ts';
import { describeWith } from '../../../support/judges/tools.ts';
import { group, scene, template } from '../scene.ts';

/** A template whose one group is called by an expression. */
const called = (expression: string, variables: object = {}): object => template([group(expression)], { variables });
const looped = (count: number): object => template([group('a', 'westeurope', { copy: { name: 'c', count } })]);
const variables = { o: { y: 1, Z: 2 }, l: ['a', 'b'] };

const output = (value: unknown, type = 'string'): object =>
  template([], { variables, outputs: { x: { type, value } } });
const withParameter = (parameter: object): object => template([], { parameters: { p: parameter } });
/** A template in another one. */
const inner = (what: object, parameters: object = {}): object => {
  const scoped = { expressionEvaluationOptions: { scope: 'inner' } };
  const properties = { mode: 'Incremental', ...scoped, parameters, template: what };
  const at = { apiVersion: '2021-04-01', name: 'in', location: 'westeurope' };
  return template([{ type: 'Microsoft.Resources/deployments', ...at, properties }]);
};
const wanting = template([], { parameters: { p: { type: 'int' } } });

const bad: Readonly<Record<string, object>> = {
  'an unknown function': called("[nix('a')]"),
  'an unknown variable': called("[variables('v')]"),
  'an unknown parameter': called("[parameters('v')]"),
  'a property that is not there': called("[variables('o').zz]", variables),
  'a property of a text': called("[variables('l')[0].zz]", variables),
  'an index out of bounds': called("[variables('l')[3]]", variables),
  'a property that is not there, in a tag': template(
    [group('a', 'westeurope', { tags: { x: "[variables('o').zz]" } })],
    { variables },
  ),
  'copyIndex without a loop': called("[format('a{0}', copyIndex())]"),
  'copyIndex of another loop': template([
    group("[format('a{0}', copyIndex('other'))]", 'westeurope', { copy: { name: 'c', count: 2 } }),
  ]),
  'a reference in a name': called("[reference('x').y]"),
  'a name of two parts': called('a/b'),
  'an empty name': called(''),
  'too many copies': looped(801),
  'less than no copies': looped(-1),
  'too many copies of a variable': template([group('a')], {
    variables: { copy: [{ name: 'v', count: 900, input: 'x' }] },
  }),
  'a circle of variables': called("[variables('a')]", { a: "[variables('b')]", b: "[variables('a')]" }),
  'an argument too many': called("[toLower('a', 'b')]"),
  'an argument too few': called('[toLower()]'),
  'an argument of another type': called("[add('a', 1)]"),
  'first of a number': called('[first(1)]'),
  'more than the text has': called("[substring('abc', 2, 5)]"),
  'no number': called("[string(int('x'))]"),
  'by zero': called('[string(div(1, 0))]'),
  'no JSON': called("[json('{')]"),
  'a failure on purpose': called("[fail('no such thing')]"),
  'more after the end': called("[concat('a') b]"),
  'no name': template([{ ...group('a'), name: undefined }]),
  'an empty symbolic one': template({ sym: group('') }, { languageVersion: '2.0' }),
  'no version': template([{ ...group('a'), apiVersion: undefined }]),
  'in an output: an unknown variable': output("[variables('v')]"),
  'in an output: an unknown function': output("[nix('a')]"),
  'in an output: a property that is not there': output("[variables('o').zz]"),
  'in an output: another type': output('text', 'int'),
  'in an output: another type, of an object': output("[variables('o')]"),
  'in an output: a failure on purpose': output("[fail('on purpose')]"),
  'in an output: newGuid': output('[newGuid()]'),
  'in an output: too many copies': template([], { outputs: { x: { type: 'array', copy: { count: 801, input: 1 } } } }),
  'a default of another type': withParameter({ type: 'int', defaultValue: 'x' }),
  'a default that is not allowed': withParameter({ type: 'string', allowedValues: ['a'], defaultValue: 'b' }),
  'a default that is too short': withParameter({ type: 'string', minLength: 3, defaultValue: 'b' }),
  'a default of nothing': withParameter({ type: 'string', defaultValue: "[variables('zz')]" }),
  'nested: an unknown variable': inner(called("[variables('v')]")),
  'nested: an unknown function': inner(called('[nix()]')),
  'nested: a value that is missing': inner(wanting),
  'nested: a value too many': inner(template([]), { q: { value: 1 } }),
  'nested: a value of another type': inner(wanting, { p: { value: 'x' } }),
  'nested: a value of nothing': inner(wanting, { p: { value: "[variables('v')]" } }),
  'nested: an unknown variable in an output': inner(output("[variables('v')]")),
  'nested: too many copies': inner(looped(900)),
  'an unknown function in a variable': template([group('a')], { variables: { v: "[nix('a')]" } }),
};

/** Line and column are those of the text, which Bicep writes anew. */
const withoutPlaces = (text: string): string => text.replaceAll(/at line '\d+' and column '\d+'/g, 'there');

describeWith(['bicep'], "bad templates, in the words of Microsoft's engine", (tools) => {
  let engine: BicepEngine;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-bad-'));
    engine = bicepEngine(tools.bicep);
  });
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true });
  });

  async function wordsFor(name: string, what: object): Promise<string> {
    const place = join(folder, name);
    mkdirSync(place);
    writeFileSync(join(place, 'main.json'), JSON.stringify(what));
    writeFileSync(join(place, 'main.bicepparam'), "using 'main.json'\n");
    const deploying = { subscriptionId: contoso.dev, tenantId: contoso.tenant, location: 'westeurope' };
    return engine.foresee(join(place, 'main.bicepparam'), { ...deploying, deploymentName: 'it' }).then(
      (foreseen) => `taken: ${JSON.stringify(foreseen)}`,
      (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
    );
  }

  test.each(Object.entries(bad))('are refused alike: %s', async (name, what) => {
    const words = await wordsFor(name, what);
    const { status, body } = await scene().put('it', what);
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { code: 'InvalidTemplate' } } });
    expect(withoutPlaces(body.error.message)).toBe(withoutPlaces(`Deployment template validation failed: '${words}'.`));
  });
});
