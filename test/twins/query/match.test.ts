import { expect, test } from '@jest/globals';
import { ask } from './house.ts';

/* attic -above-> ground; ground -contains-> room1, suite; attic -contains-> room2. */
test.each<[pattern: string, where: string, names: readonly string[]]>([
  ['(A)-[]->(B)', "A.$dtId = 'ground'", ['room1', 'suite']],
  ['(A)-[:contains]->(B)', "A.$dtId = 'attic'", ['room2']],
  ['(A)-[:contains|above]->(B)', "A.$dtId = 'attic'", ['ground', 'room2']],
  ['(A)<-[:contains]-(B)', "A.$dtId = 'suite'", ['ground']],
  ['(A)-[]-(B)', "A.$dtId = 'ground'", ['attic', 'room1', 'suite']],
  ['(A)-[*2]->(B)', "A.$dtId = 'attic'", ['room1', 'suite']],
  ['(A)-[*..2]->(B)', "A.$dtId = 'attic'", ['ground', 'room1', 'room2', 'suite']],
  ['(A)-[*1..2]->(B)', "A.$dtId = 'attic'", ['room1', 'suite']],
  ['(A)-[:above]->()-[:contains]->(B)', "A.$dtId = 'attic'", ['room1', 'suite']],
  ['(A)-[r:contains]->(B)', "A.$dtId = 'ground' AND r.since = '2020-01-01'", ['room1']],
  ['(A)-[]->(B)', "B.$dtId IN ['room2', 'suite']", ['room2', 'suite']],
  ['(B)', "B.$dtId = 'suite'", ['suite']],
])('MATCH %s WHERE %s', (pattern, where, names) => {
  const { value } = ask(`SELECT B.$dtId AS id FROM DIGITALTWINS MATCH ${pattern} WHERE ${where}`);
  expect(value.map(({ id }) => id).sort()).toStrictEqual([...names]);
});

test('a name that stands twice is the same twin', () => {
  const query = "SELECT A.$dtId AS id FROM DIGITALTWINS MATCH (A)-[]->(B)<-[]-(A) WHERE B.$dtId = 'room1'";
  expect(ask(query).value).toStrictEqual([{ id: 'ground' }]);
});

test('a relationship of one hop can be a column', () => {
  const query = "SELECT r FROM DIGITALTWINS MATCH (A)-[r:above]->(B) WHERE A.$dtId = 'attic'";
  expect(ask(query).value).toMatchObject([{ r: { $relationshipId: 'a2', $targetId: 'ground' } }]);
});
