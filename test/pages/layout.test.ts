import { describe, expect, test } from '@jest/globals';
import { box, layout } from '../../src/sandbox/pages/portal/layout.ts';

describe('layout', () => {
  const spotsOf = (nodes: string, edges: string) => {
    const pairs = edges
      .split(' ')
      .filter(Boolean)
      .map((each) => [each.charAt(0), each.charAt(1)] as const);
    return layout(nodes.split(''), pairs);
  };
  const rowOf = (y: number): number => Math.round((y - box.margin - box.height / 2) / box.down);

  test.each<[string, string, string, string]>([
    ['a tree', 'abcd', 'ab ac bd', '0112'],
    ['a circle', 'abc', 'ab bc ca', '012'],
    ['itself', 'a', 'aa', '0'],
    ['to nowhere', 'ab', 'ax ab', '01'],
    ['two ways', 'abc', 'ab bc ac', '011'],
    ['apart', 'abc', '', '000'],
  ])('%s', (_title, nodes, edges, rows) => {
    const { spots } = spotsOf(nodes, edges);
    expect(
      nodes
        .split('')
        .map((each) => rowOf(spots.get(each)?.y ?? NaN))
        .join(''),
    ).toBe(rows);
  });

  test('no two share a place, and none is outside', () => {
    const { spots, width, height } = spotsOf('abcdefghijklmnop', 'ab ac ad ae af ag ah ai aj');
    const places = [...spots.values()];
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(16);
    for (const { x, y } of places) {
      expect(x - box.width / 2).toBeGreaterThanOrEqual(0);
      expect(x + box.width / 2).toBeLessThanOrEqual(width);
      expect(y + box.height / 2).toBeLessThanOrEqual(height);
    }
  });
});
