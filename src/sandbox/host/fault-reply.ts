import { isTwinsPath } from '../data-plane.ts';
import type { Reply } from '../exchange.ts';
import type { FaultKind, Faults } from './faults.ts';

/** An error in Azure's shape. */
export function errorReply(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

/** Codes and texts of the error list, for faults that give a status only. */
const usual: Readonly<Record<number, readonly [code: string, message: string]>> = {
  429: [
    'SubscriptionRequestsThrottled',
    "Number of requests for subscription and actor exceeded. Please try again after '{seconds}' seconds.",
  ],
  500: ['InternalServerError', 'An error occurred.'],
  502: ['BadGateway', 'The gateway received an invalid response.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please try again later.'],
  504: [
    'GatewayTimeout',
    "The gateway did not receive a response from 'Microsoft.DigitalTwins' within the specified time period.",
  ],
};

/** The data plane's own shape for too many requests, recorded (.NET SDK, "Import_Lifecycle", 2023). */
const twinsThrottled = {
  error: {
    statusCode: 429,
    message:
      'Maximum request rate limit reached. For Azure Digital Twins rate limiting details please see http://aka.ms/dtv2limits.',
  },
};

/** The answer of a fault that is one, to a request for `path`. */
export function statusReply(fault: Extract<FaultKind, { is: 'status' }>, path: string): Reply {
  const headers = { ...fault.headers, ...(fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter }) };
  if (fault.text !== undefined)
    return {
      status: fault.status,
      headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
      body: fault.text,
    };
  if (fault.status === 429 && fault.code === undefined && isTwinsPath(path))
    return { status: 429, headers, body: twinsThrottled };
  const [code, message] = usual[fault.status] ?? ['Fault', 'A fault on demand.'];
  const said = fault.message ?? message.replace('{seconds}', fault.retryAfter ?? '1');
  return { ...errorReply(fault.status, fault.code ?? code, said), headers };
}

type StatusFault = Extract<FaultKind, { is: 'status' }>;

const isStatus = (what: FaultKind): what is StatusFault => what.is === 'status' && what.takesEffect !== true;

/** The fault that strikes a request between the engine of deployments and a provider: only answers can, there is no wire. */
export function insideFault(faults: Faults, method: string, address: string): Reply | undefined {
  const struck = faults.strike(method, address, isStatus);
  return struck === undefined ? undefined : statusReply(struck, address);
}
