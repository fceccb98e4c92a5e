import type { JsonObject } from '../json.ts';

/** One combination of documents, by the query's names; the first collection is also under ''. */
export type Row = ReadonlyMap<string, JsonObject>;
