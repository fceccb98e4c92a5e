import { describe, expect, test } from '@jest/globals';
import { building, errorOf, type Instance, instance } from './instance.ts';

function house(): Instance {
  const adt = building({
    room1: ['Room', { name: 'North', temperature: 21.5, humidity: 40, occupied: true, tags: { red: true } }],
    room2: ['Room', { name: 'South', temperature: 25, state: 'Open' }],
    suite: ['Suite', { name: "O'Hara", temperature: -3, thermostat: { $metadata: {}, target: 20 } }],
    ground: ['Floor', { name: 'Ground' }],
    attic: ['Floor', { name: 'Attic' }],
  });
  const relate = (source: string, id: string, body: object): void => {
    expect(adt.call('PUT', `/digitaltwins/${source}/relationships/${id}`, { body }).status).toBe(200);
  };
  relate('ground', 'g1', { $relationshipName: 'contains', $targetId: 'room1', since: '2020-01-01' });
  relate('ground', 'g2', { $relationshipName: 'contains', $targetId: 'suite' });
  relate('attic', 'a1', { $relationshipName: 'contains', $targetId: 'room2', since: '2024-01-01' });
  relate('attic', 'a2', { $relationshipName: 'above', $targetId: 'ground' });
  return adt;
}

const adt = house();

interface Result {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly continuationToken: string | null;
}

function ask(query: string): Result {
  const reply = adt.call('POST', '/query', { body: { query } });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body as Result;
}

describe('as recorded', () => {
  test('recorded exchange: adt query (empty)', () => {
    const body = { query: 'SELECT * FROM digitaltwins' };
    expect(instance().call('POST', '/query', { body, version: '2020-10-31' })).toEqual({
      status: 200,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Strict-Transport-Security': 'max-age=2592000',
        'query-charge': '5.58',
      },
      body: { value: [], continuationToken: null },
    });
  });

  test('recorded exchange: adt query (one twin)', () => {
    const one = building({ t: ['Room', { temperature: 68 }] });
    const reply = one.call('POST', '/query', { body: { query: 'SELECT * FROM digitaltwins' }, version: '2020-10-31' });
    expect(reply.headers?.['query-charge']).toBe('5.66');
    expect(reply.body).toEqual({
      value: [one.call('GET', '/digitaltwins/t', { version: '2020-10-31' }).body],
      continuationToken: null,
    });
    expect(JSON.stringify(reply.body)).not.toContain('$lastUpdateTime');
  });

  test('JavaScript SDK, query digital twin invalid expression', () => {
    expect(errorOf(instance().call('POST', '/query', { body: { query: 'foo' } }))).toEqual({
      status: 400,
      code: 'SqlQueryError',
      message:
        "SQL query parse failed: SQL Parser Error, Line=1, Position=0, Message=missing SELECT at 'foo' See samples in https://aka.ms/adtv2query for the correct syntax.",
    });
  });
});

test.each<[string, string]>([
  ["name = 'North'", 'room1'],
  ['T.name = "North"', 'room1'],
  ["T.name != 'North'", 'room2 suite ground attic'],
  ['T.temperature > 21.5', 'room2'],
  ['T.temperature >= 21.5', 'room1 room2'],
  ['T.temperature < 0', 'suite'],
  ['T.temperature <= -3', 'suite'],
  ['21.5 = T.temperature', 'room1'],
  ["T.$dtId = 'room2'", 'room2'],
  ["T.$metadata.$model = 'dtmi:example:Floor;1'", 'ground attic'],
  ['T.occupied = true', 'room1'],
  ['T.occupied', 'room1'],
  ['T.tags.red = true', 'room1'],
  ["T.tags['red'] = true", 'room1'],
  ['T.thermostat.target = 20', 'suite'],
  ["T.name = 'O\\'Hara'", 'suite'],
  ["T.temperature > 20 AND T.name = 'North'", 'room1'],
  ["T.temperature < 0 OR T.name = 'North' AND T.humidity = 40", 'room1 suite'],
  ["(T.temperature < 0 OR T.name = 'North') AND T.humidity = 40", 'room1'],
  ["NOT T.name = 'North'", 'room2 suite ground attic'],
  // A comparison with what is not there is neither true nor false: NOT does not turn it round.
  ['NOT T.temperature > 21.5', 'room1 suite'],
  ["T.temperature = '25'", ''],
  ["T.$dtId IN ['room1', 'attic', 'nobody']", 'room1 attic'],
  ["T.$dtId NIN ['room1', 'attic']", 'room2 suite ground'],
  ["T.$dtId NOT IN ['room1', 'attic']", 'room2 suite ground'],
  ["IS_OF_MODEL('dtmi:example:Room;1')", 'room1 room2 suite'],
  ["IS_OF_MODEL(T, 'dtmi:example:Room;1')", 'room1 room2 suite'],
  ["IS_OF_MODEL('dtmi:example:Room;1', exact)", 'room1 room2'],
  ["is_of_model(T, 'dtmi:example:Room;1', EXACT)", 'room1 room2'],
  ["IS_OF_MODEL('dtmi:example:Space;1')", 'room1 room2 suite ground attic'],
  ["IS_OF_MODEL('dtmi:no:where;1')", ''],
  ['IS_DEFINED(T.humidity)', 'room1'],
  ['NOT IS_DEFINED(temperature)', 'ground attic'],
  ['IS_NUMBER(T.temperature)', 'room1 room2 suite'],
  ['IS_STRING(T.state)', 'room2'],
  ['IS_BOOL(T.occupied)', 'room1'],
  ['IS_OBJECT(T.tags)', 'room1'],
  ['IS_PRIMITIVE(T.state)', 'room2'],
  ['IS_NULL(T.state)', ''],
  ["STARTSWITH(T.name, 'Nor')", 'room1'],
  ["ENDSWITH(T.name, 'th')", 'room1 room2'],
  ["CONTAINS(T.name, 'oun')", 'ground'],
  ['T.__proto__.constructor.name = 1', ''],
  ['IS_DEFINED(T.constructor)', ''],
])('WHERE %s', (where, ids) => {
  const { value } = ask(`select *\n from DigitalTwins T\n where ${where}`);
  expect(value.map((each) => each['$dtId']).join(' ')).toBe(ids);
});

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
    "SELECT R.$dtId AS room FROM digitaltwins F JOIN R RELATED F.contains c WHERE c.since = '2024-01-01'",
    [{ room: 'room2' }],
  ],
  [
    "SELECT A.name AS upper, R.$dtId AS room FROM digitaltwins A JOIN G RELATED A.above JOIN R RELATED G.contains WHERE IS_OF_MODEL(R, 'dtmi:example:Suite;1')",
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

describe('pages', () => {
  test('a continuation token leads on, and needs no query', () => {
    const headers = { 'max-items-per-page': '2' };
    const query = 'SELECT T.$dtId AS id FROM digitaltwins T';
    const seen: unknown[] = [];
    let body: object = { query };
    for (let turn = 0; turn < 3; turn++) {
      const page = adt.call('POST', '/query', { body, headers }).body as Result;
      seen.push(...page.value.map((each) => each['id']));
      body = { continuationToken: page.continuationToken };
    }
    expect(seen).toEqual(['room1', 'room2', 'suite', 'ground', 'attic']);
    expect(body).toEqual({ continuationToken: null });
  });

  test.each(['nonsense', 'e30', Buffer.from('{"skip":-1}').toString('base64url')])('refuses the token %s', (token) => {
    const reply = adt.call('POST', '/query', { body: { continuationToken: token } });
    expect(errorOf(reply)).toEqual({ status: 400, code: 'BadRequest', message: 'The continuation token is invalid.' });
  });

  test.each([[null], ['SELECT'], [{}], [{ query: 7 }]])('refuses the body %j', (body) => {
    expect(errorOf(adt.call('POST', '/query', { body })).code).toBe('InvalidArgument');
  });
});
