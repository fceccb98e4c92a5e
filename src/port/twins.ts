/** What the data of an instance is made of, as its own endpoint names it: a document of JSON. */
export type TwinsDocument = Readonly<Record<string, unknown>>;

/** One thing in the data of an instance, by what its address is made of. */
export type TwinsKey =
  | { readonly kind: 'model'; readonly id: string }
  | { readonly kind: 'twin'; readonly id: string }
  | { readonly kind: 'relationship'; readonly id: string; readonly source: string };

/** What became of a removal. `needed`: other things hold on to it. `changed`: it isn't what was looked at any more. */
export type Removal = 'removed' | 'gone' | 'needed' | 'changed';

/**
 * The data of one instance, as the signed-in account reads and writes it. Every method throws a {@link SetupError} when the
 * instance refuses, is out of reach, or answers something unusable.
 */
export interface TwinsData {
  /** `undefined` for what is not there. A model comes with its definition, as `model`. */
  find(key: TwinsKey): Promise<TwinsDocument | undefined>;
  /** Makes it where nothing is: what is there already is never written over. */
  make(key: TwinsKey, document: TwinsDocument): Promise<'made' | 'there-already'>;
  /** Removes it; a twin or relationship only while it is the one with this `$etag`. */
  remove(key: TwinsKey, etag: string | undefined): Promise<Removal>;
  /** Ids of the relationships that begin or end at a twin; none where there is no such twin. */
  relationshipsAt(twin: string): Promise<readonly string[]>;
  /** All rows of a query. Changes show in queries some seconds later. */
  query(text: string): Promise<readonly TwinsDocument[]>;
}
