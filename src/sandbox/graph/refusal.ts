import type { Outcome } from '../context.ts';
import type { Reply } from '../exchange.ts';
import { requestId } from '../world/identifiers.ts';
import type { Request } from './request.ts';

/** What an error needs of a request; there is no caller yet when its token is refused. */
type Asked = Pick<Request, 'ask' | 'context'>;

/** An error in Graph's shape (documentation: Microsoft Graph error responses). */
export function graphError({ ask, context }: Asked, status: number, code: string, message: string): Reply {
  const innerError = {
    date: new Date(context.now).toISOString().slice(0, 19),
    'request-id': requestId(),
    'client-request-id': ask.headers['client-request-id'] ?? requestId(),
  };
  return { status, body: { error: { code, message, innerError } } };
}

/** The caller may not read this. */
export function denied(request: Request): Outcome {
  return {
    reply: graphError(
      request,
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    ),
  };
}

/** There is nothing of that id in the caller's tenant. */
export function missing(request: Request, id: string): Outcome {
  return {
    reply: graphError(
      request,
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  };
}
