import { SetupError } from '../../errors.ts';
import { legible } from './table.ts';

/** An answer that sends the request on: Azure's never do, and nothing is sent where an answer points to. */
export function redirected(location: string | undefined): SetupError {
  const host = location !== undefined && URL.canParse(location) ? ` to ${legible(new URL(location).host, 120)}` : '';
  return new SetupError({
    ending: 'forNow',
    code: 'redirected',
    message: `Something between this computer and Azure sends requests on${host}. Nothing was sent there.`,
    suggestion:
      'It may be the sign-in page of a public network, or a proxy: sign in to the network in a browser, or try another one. Then run again.',
  });
}

/** An answer that can't be what Azure meant: not JSON, empty, or about something else than was asked. */
export function unusable(doing: string, cause?: unknown): SetupError {
  return new SetupError(
    {
      ending: 'forNow',
      code: 'unusable-answer',
      message: `The answer to the request to ${doing} makes no sense: it is empty, cut off, a web page, or about something else.`,
      suggestion:
        'Something between this computer and Azure may answer in its place, such as the sign-in page of a public network. Check the network, then run again.',
    },
    cause,
  );
}
