import { expect, test } from '@jest/globals';
import { evaluateText } from '../../../../src/sandbox/deployments/expression/evaluate.ts';
import { bareFrame } from '../../../../src/sandbox/deployments/template/frames.ts';
import { TemplateError } from '../../../../src/sandbox/deployments/template-error.ts';
import { textOf } from '../../../../src/sandbox/deployments/value.ts';
import { describeWith } from '../../../support/judges/tools.ts';
import { fc } from '../../../support/properties.ts';
import { askConsole, type Judged } from './console.ts';
import { expressions } from './expressions.ts';

const frame = bareFrame({
  tenantId: '',
  subscriptionId: '',
  deployment: { name: 'functions' },
  look: {
    subscription: () => ({}),
    tenant: () => ({}),
    group: () => undefined,
    environment: () => ({}),
    deployer: () => ({}),
  },
});

/** What our engine says. */
function ours(arm: string): Judged {
  try {
    return { text: textOf(evaluateText(`[${arm}]`, frame)) };
  } catch (error) {
    if (error instanceof TemplateError) return { refused: error.message };
    throw error;
  }
}

describeWith(['bicep'], "the functions of templates, judged by Bicep's console", (tools) => {
  test('300 expressions that nobody thought of come to the same, or are refused in the same words', () => {
    const asked = fc.sample(expressions, 300);
    const theirs = askConsole(
      tools.bicep,
      asked.map(({ bicep }) => bicep),
    );
    const differing = asked.flatMap(({ arm, bicep }, at) => {
      const judged = theirs[at] ?? { refused: '' };
      const own = ours(arm);
      const isSame =
        'text' in judged
          ? 'text' in own && own.text === judged.text
          : // What the compiler's types refuse never gets as far as the functions.
            !judged.refused.startsWith('Failed to evaluate') ||
            ('refused' in own && judged.refused.includes(own.refused));
      return isSame ? [] : [{ bicep, own, judged }];
    });
    expect(differing).toEqual([]);
    expect(theirs.filter((each) => 'text' in each).length).toBeGreaterThan(200);
  });
});
