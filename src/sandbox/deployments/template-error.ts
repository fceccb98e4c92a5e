/** What the template engine refuses, in Azure's words. Whoever runs it gives it the code and the status that belong there. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

const functionsPage = 'Please see https://aka.ms/arm-functions for usage details.';

/** An error whose text ends with the page about functions. */
export function functionError(text: string): TemplateError {
  return new TemplateError(`${text} ${functionsPage}`);
}

/** A value that can't be known before something was deployed: `reference` before its time. */
export class NotYetKnown extends Error {
  override readonly name = 'NotYetKnown';
}
