import { isObject, type JsonObject, ownText } from '../json.ts';
import type { Run } from '../operation.ts';
import { pageSize, readToken, token } from '../paging.ts';
import { answer, invalidArgument } from '../refusal.ts';
import { limits, objectBody } from '../request.ts';
import { asOf } from '../twin-document.ts';
import { evaluate } from './evaluate.ts';
import { parseQuery } from './parse.ts';
import { queryError } from './tokens.ts';

/**
 * POST /query: by statement, or on from a continuation token, which holds the statement.
 * Recorded exchanges: adt query (empty), adt query (one twin): `continuationToken` null at the end, a charge of 5.58
 * and 5.66. Changes show at once, where the service says "up to 10 seconds".
 */
export const queryTwins: Run = (graph, ask) => {
  const body = objectBody(ask);
  const given = ownText(body, 'continuationToken');
  const position = given === undefined || given === '' ? { skip: 0 } : readToken(given);
  const statement = ownText(position, 'query') ?? ownText(body, 'query');
  if (statement === undefined) throw invalidArgument('The request body needs a query or a continuationToken.');
  if (statement.length > limits.queryText) {
    throw queryError('', 0, `the query is longer than ${limits.queryText} characters`);
  }
  const all = evaluate(parseQuery(statement), graph);
  const skip = Number(position['skip']);
  const end = skip + pageSize(ask, limits.rowsOnOnePage);
  const rows = all.slice(skip, end).map((each) => shown(ask.query.get('api-version') ?? '', each));
  const next = end < all.length ? token({ skip: end, query: statement }) : null;
  const charge = (5.58 + 0.08 * rows.length).toFixed(2);
  return { reply: answer(200, { value: rows, continuationToken: next }, { 'query-charge': charge }) };
};

/** Columns that are twins are shown as this api-version shows twins. */
function shown(apiVersion: string, row: JsonObject): JsonObject {
  if (apiVersion !== '2020-10-31' || Object.hasOwn(row, '$metadata')) return asOf(apiVersion, row);
  return Object.fromEntries(
    Object.entries(row).map(([key, each]) => [key, isObject(each) ? asOf(apiVersion, each) : each]),
  );
}
