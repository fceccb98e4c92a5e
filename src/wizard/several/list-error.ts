/** The person wants several set-ups: they are written down as a list, which is set up instead. */
export class ListError extends Error {
  override readonly name = 'ListError';
  readonly file: string;
  constructor(file: string) {
    super('several set-ups');
    this.file = file;
  }
}
