import { property } from '../call.ts';
import { badContent, refusal } from '../refusal.ts';

/** The tags of a body, within Azure's limits: 50 of them, names up to 512 characters without `<>%&\?/`, values up to 256. */
export function tagsOf(body: unknown): Record<string, string> | undefined {
  const tags = property(body, 'tags');
  if (tags === undefined || tags === null) return undefined;
  if (typeof tags !== 'object' || Array.isArray(tags))
    throw badContent(
      "The request content was invalid and could not be deserialized: 'tags' must be an object of strings.",
    );
  const entries = Object.entries(tags);
  if (entries.length > 50)
    throw refusal(
      400,
      'InvalidTagsCount',
      `The number of tags '${entries.length}' is greater than the maximum allowed '50'.`,
    );
  for (const [name, value] of entries) {
    if (typeof value !== 'string')
      throw badContent(
        `The request content was invalid and could not be deserialized: the value of tag '${name}' must be a string.`,
      );
    if (name.trim() === '' || name.length > 512 || /[<>%&\\?/]/.test(name)) {
      throw refusal(
        400,
        'InvalidTagNameCharacters',
        `The tag name '${name}' is invalid: names have up to 512 characters and none of '<,>,%,&,\\,?,/'.`,
      );
    }
    if (value.length > 256)
      throw refusal(
        400,
        'TagValueTooLong',
        `The value of tag '${name}' is too long. Values have up to 256 characters.`,
      );
  }
  return Object.fromEntries(entries);
}
