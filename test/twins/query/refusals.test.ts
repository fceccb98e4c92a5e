import { expect, test } from '@jest/globals';
import { errorOf } from '../instance.ts';
import { adt } from './house.ts';

test.each<[string, string]>([
  ['', "missing SELECT at '<EOF>'"],
  ['SELECT', "mismatched input '<EOF>'"],
  ['SELECT * FROM twins', "missing DIGITALTWINS at 'twins'"],
  ['SELECT * FROM digitaltwins ORDER BY name', "mismatched input 'ORDER'"],
  ['SELECT * FROM digitaltwins T ORDER BY name', "extraneous input 'ORDER' expecting <EOF>"],
  ['SELECT * FROM digitaltwins WHERE', "mismatched input '<EOF>'"],
  ["SELECT * FROM digitaltwins WHERE name = 'x", "token recognition error at: '''"],
  ["SELECT * FROM digitaltwins WHERE Group = 'x'", "mismatched input 'Group'"],
  ['SELECT * FROM digitaltwins WHERE FOO(name)', "unknown function 'FOO'"],
  ['SELECT * FROM digitaltwins WHERE STARTSWITH(name)', 'STARTSWITH takes 2 value(s)'],
  ['SELECT * FROM digitaltwins WHERE IS_OF_MODEL(name)', "'name' is not a collection"],
  ['SELECT TOP(0) FROM digitaltwins', 'TOP needs a whole number'],
  ['SELECT * FROM digitaltwins T JOIN R RELATED T.contains', "SELECT * can't be used with JOIN"],
  ['SELECT R FROM digitaltwins JOIN R RELATED T.contains', "'T' is not a collection"],
  ['SELECT x FROM digitaltwins T JOIN R RELATED T.contains', "'x' is not a collection"],
  ['SELECT T FROM digitaltwins T JOIN T RELATED T.contains', "the name 'T' is given twice"],
  ['SELECT R FROM digitaltwins T JOIN R RELATED T.contains', 'must say which twin'],
  ["SELECT R FROM digitaltwins T JOIN R RELATED T.contains WHERE NOT T.$dtId = 'ground'", 'must say which twin'],
  [
    "SELECT R FROM digitaltwins T JOIN R RELATED T.contains WHERE T.$dtId = 'ground' OR R.name = 'x'",
    'must say which twin',
  ],
  ['SELECT A FROM DIGITALTWINS MATCH (A)-[]->(B)', 'must say which twin'],
  ["SELECT A FROM DIGITALTWINS MATCH (A)-[r*2]->(B) WHERE A.$dtId = 'attic'", "the relationship 'r' can't be named"],
  ["SELECT A FROM DIGITALTWINS MATCH (A)-[*2..]->(B) WHERE A.$dtId = 'attic'", 'expecting a number of hops'],
  ["SELECT A FROM DIGITALTWINS MATCH (A)-[*3..3]->(B) WHERE A.$dtId = 'attic'", 'no number of hops'],
  ["SELECT A FROM DIGITALTWINS MATCH (A)<-[]->(B) WHERE A.$dtId = 'attic'", 'one direction'],
  ["SELECT * FROM DIGITALTWINS MATCH (A)-[]->(B) WHERE A.$dtId = 'attic'", "SELECT * can't be used with JOIN or MATCH"],
  ["SELECT A FROM DIGITALTWINS T MATCH (A)-[]->(B) WHERE A.$dtId = 'attic'", 'MATCH stands right after DIGITALTWINS'],
  [`SELECT * FROM digitaltwins WHERE ${'('.repeat(3000)}`, 'nested too deeply'],
  [`SELECT * FROM digitaltwins WHERE ${'NOT '.repeat(1900)} a`, 'nested too deeply'],
  [`SELECT * FROM digitaltwins WHERE a = 1 ${'AND a = 1 '.repeat(51)}`, 'more than 50 AND and OR'],
  [`SELECT * FROM digitaltwins WHERE a IN [${'1,'.repeat(50)}1]`, 'more than 50 values'],
  [
    `SELECT A FROM digitaltwins A ${[1, 2, 3, 4, 5, 6].map((n) => `JOIN B${n} RELATED A.above`).join(' ')}`,
    '5 levels of JOIN',
  ],
  [`SELECT * FROM digitaltwins WHERE a = '${'x'.repeat(8000)}'`, 'longer than 8000 characters'],
])('refuses %.60s', (query, problem) => {
  const error = errorOf(adt.call('POST', '/query', { body: { query } }));
  expect(error).toMatchObject({ status: 400, code: 'SqlQueryError' });
  expect(error.message).toContain(problem);
});

test('an error says the line and the place in it', () => {
  const error = errorOf(adt.call('POST', '/query', { body: { query: 'SELECT *\nFROM nowhere' } }));
  expect(error.message).toContain('Line=2, Position=5');
});
