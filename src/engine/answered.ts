/** Where an answer came from; the review says so. */
export type Source = 'flag' | 'environment' | 'file' | 'prompt' | 'recommended';

export interface Answer {
  readonly value: string;
  readonly from: Source;
}
