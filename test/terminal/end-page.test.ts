import { describe, expect, test } from '@jest/globals';
import { endPage, type Next, type Ready, shortEndPage } from '../../src/terminal/end-page.ts';
import { styleOf } from '../../src/terminal/style.ts';
import { rowsOf } from '../support/playing.ts';

const plain = styleOf({ color: false, words: false });
const explorer =
  'https://explorer.digitaltwins.azure.net/?tid=aaaaaaaa-0000-4000-8000-000000000001&eid=factory-twins-7k2.api.weu.digitaltwins.azure.net';

const next: readonly Next[] = [
  { says: 'Use it in code: JavaScript, Python or C#', copy: ['adt-setup first-steps'] },
  { says: 'See it', copy: [explorer] },
  { says: 'Remove it', copy: ['adt-setup undo'] },
];

const ready = (change: Partial<Ready> = {}): Ready => ({
  report: {
    name: 'factory-twins-7k2',
    resourceGroup: 'rg-digital-twins',
    hostName: 'factory-twins-7k2.api.weu.digitaltwins.azure.net',
    location: 'westeurope',
    region: 'West Europe',
  },
  took: 134,
  next,
  sameAgain: ['adt-setup', '--yes', '--subscription', 's', '--resource-group', 'rg', '--name', 'n', '--assignee', 'me'],
  practice: false,
  ...change,
});

describe('the end of a set-up', () => {
  test('is the three values, three next steps, the cost and the command that repeats it', () => {
    expect(endPage(ready(), plain, 79)).toEqual([
      '',
      'Ready: factory-twins-7k2 in West Europe, all in 2:14.',
      '',
      '  hostName       factory-twins-7k2.api.weu.digitaltwins.azure.net',
      '  name           factory-twins-7k2',
      '  resourceGroup  rg-digital-twins',
      '',
      'Next',
      '  Use it in code: JavaScript, Python or C#',
      '    adt-setup first-steps',
      '  See it',
      `    ${explorer}`,
      '  Remove it',
      '    adt-setup undo',
      'It costs by use: nothing while nobody calls it.',
      '',
      'Same again, no questions:',
      'adt-setup --yes --subscription s --resource-group rg --name n --assignee me',
    ]);
  });

  test('of a practice says first that it was one, and nothing of a cost', () => {
    const page = endPage(ready({ practice: true }), plain, 79);
    expect(page[1]).toBe('This was practice: nothing of it is in Azure, and it costs nothing.');
    expect(page.join(' ')).not.toContain('It costs by use');
  });

  test('tells no time where everything was there already, and the code of a region without a name', () => {
    const report = { name: 'x', resourceGroup: 'g', hostName: 'h', location: 'newregion' };
    expect(endPage(ready({ took: 0, report }), plain, 79)[1]).toBe('Ready: x in newregion.');
  });

  test.each([
    ['long names', 40],
    ['short names', 5],
  ])('fits into 24 rows of 80 columns with %s', (_, length) => {
    const [name, group] = ['n'.repeat(length), 'g'.repeat(length)];
    const hostName = `${name}.api.wcus.digitaltwins.azure.net`;
    const argv = ['adt-setup', '--yes', '--subscription', 's'.repeat(36), '--resource-group', group, '--location'];
    const page = endPage(
      ready({
        report: { ...ready().report, name, resourceGroup: group, hostName },
        next: next.map((each) => (each.says === 'See it' ? { ...each, copy: [explorer + name] } : each)),
        sameAgain: [...argv, 'westcentralus', '--name', name, '--assignee', `user:${'a'.repeat(36)}`],
      }),
      plain,
      79,
    );
    expect(rowsOf(page.slice(1), 80) + 1).toBeLessThanOrEqual(24);
  });

  test('with --quiet is the values and the command only', () => {
    expect(shortEndPage(ready(), plain).slice(1)).toEqual([
      ...endPage(ready(), plain, 79).slice(3, 6),
      '',
      ...endPage(ready(), plain, 79).slice(-2),
    ]);
  });
});
