import { expect, test } from '@jest/globals';
import { ask } from './house.ts';

test.each<[string, readonly unknown[]]>([
  ['SELECT COUNT() FROM digitaltwins', [{ COUNT: 5 }]],
  ["SELECT COUNT() FROM digitaltwins T WHERE IS_OF_MODEL('dtmi:example:Floor;1')", [{ COUNT: 2 }]],
  ['SELECT COUNT() FROM RELATIONSHIPS', [{ COUNT: 4 }]],
  ["SELECT T.name FROM digitaltwins T WHERE T.$dtId = 'attic'", [{ name: 'Attic' }]],
  ["SELECT name, $dtId AS id FROM digitaltwins WHERE $dtId = 'attic'", [{ name: 'Attic', id: 'attic' }]],
  ["SELECT T.temperature, T.name FROM digitaltwins T WHERE T.$dtId = 'attic'", [{ name: 'Attic' }]],
  ['SELECT TOP(2) T.name AS [[Group]] FROM digitaltwins T', [{ Group: 'North' }, { Group: 'South' }]],
  ["SELECT R.$relationshipId AS id FROM relationships R WHERE R.since = '2020-01-01'", [{ id: 'g1' }]],
  ["SELECT $targetId FROM RELATIONSHIPS WHERE $relationshipName = 'above'", [{ $targetId: 'ground' }]],
  [
    "SELECT R.name AS room FROM digitaltwins F JOIN R RELATED F.contains WHERE F.$dtId = 'ground'",
    [{ room: 'North' }, { room: "O'Hara" }],
  ],
  [
    "SELECT R.$dtId AS room FROM digitaltwins F JOIN R RELATED F.contains c WHERE F.$dtId = 'attic' AND c.since = '2024-01-01'",
    [{ room: 'room2' }],
  ],
  [
    "SELECT A.name AS upper, R.$dtId AS room FROM digitaltwins A JOIN G RELATED A.above JOIN R RELATED G.contains WHERE A.$dtId = 'attic' AND IS_OF_MODEL(R, 'dtmi:example:Suite;1')",
    [{ upper: 'Attic', room: 'suite' }],
  ],
  ["SELECT COUNT() FROM digitaltwins F JOIN R RELATED F.contains WHERE F.$dtId = 'ground'", [{ COUNT: 2 }]],
])('%s', (query, expected) => {
  expect(ask(query).value).toEqual(expected);
});

test('SELECT TOP(n) without columns gives whole twins', () => {
  expect(ask('SELECT TOP(2) FROM digitaltwins').value.map((each) => each['$dtId'])).toEqual(['room1', 'room2']);
});

test('a collection as column gives the document under its name', () => {
  const { value } = ask("SELECT F, c FROM digitaltwins F JOIN R RELATED F.contains c WHERE R.$dtId = 'room2'");
  expect(value).toMatchObject([{ F: { $dtId: 'attic' }, c: { $relationshipId: 'a1' } }]);
});
