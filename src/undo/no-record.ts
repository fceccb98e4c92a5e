import { SetupError, withDetails } from '../errors.ts';

/** Without a record nothing is known to be ours: it is shown how to look, and a person decides. */
export function withoutRecord(error: unknown, practice: boolean): unknown {
  if (!(error instanceof SetupError) || error.code !== 'no-setup' || practice) return error;
  const suggestion = `${error.suggestion.replace(/([^.!?])$/, '$1.')} Without a record undo removes nothing. What a set-up has made carries the tag adt-setup; to see it, with who made it and when: az resource list --tag adt-setup --query "[].{name:name, group:resourceGroup, created:createdTime}" --output table`;
  return withDetails(error, { suggestion });
}
