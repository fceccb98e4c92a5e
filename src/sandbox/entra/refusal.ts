import type { Reply } from '../exchange.ts';
import { requestId } from '../world/identifiers.ts';
import type { Moment } from '../world/moment.ts';

/** An error of the token service. */
export interface Refused {
  readonly status: number;
  readonly error: string;
  /** The number of the AADSTS code. */
  readonly code: number;
  readonly text: string;
  readonly suberror?: string;
  readonly claims?: string;
}

/** `2022-03-30 14:55:07Z`, as the token service writes times. */
function stamp(now: Moment): string {
  return `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** The error in Entra ID's shape; its description's lines end in CR LF (recorded exchange: entra device code poll (expired)). */
export function entraError(refused: Refused, now: Moment, origin: string): Reply {
  const trace = requestId();
  const correlation = requestId();
  const description = [
    `AADSTS${refused.code}: ${refused.text}`,
    `Trace ID: ${trace}`,
    `Correlation ID: ${correlation}`,
    `Timestamp: ${stamp(now)}`,
  ];
  return {
    status: refused.status,
    headers: { 'x-ms-request-id': trace },
    body: {
      error: refused.error,
      error_description: description.join('\r\n'),
      error_codes: [refused.code],
      timestamp: stamp(now),
      trace_id: trace,
      correlation_id: correlation,
      // A pending device code is not worth a page of its own (recorded exchange: entra device code poll (pending)).
      ...(refused.code === 70016 ? {} : { error_uri: `${origin}/error?code=${refused.code}` }),
      ...(refused.suberror === undefined ? {} : { suberror: refused.suberror }),
      ...(refused.claims === undefined ? {} : { claims: refused.claims }),
    },
  };
}

/** Thrown by the token service's parts, answered by its router. */
export class EntraRefusal extends Error {
  override readonly name = 'EntraRefusal';
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.text);
    this.refused = refused;
  }
}

/** Gives up with an error of the token service. */
export function refuse(status: number, error: string, code: number, text: string, more: Partial<Refused> = {}): never {
  throw new EntraRefusal({ status, error, code, text, ...more });
}
