import type { Reply } from '../exchange.ts';

/** What ARM refuses, in its own words. Thrown by handlers, answered by the router. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reply: Reply;
  constructor(reply: Reply, message: string) {
    super(message);
    this.reply = reply;
  }
}

/** More than a code and a message. */
export interface Details {
  readonly headers?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly additionalInfo?: readonly unknown[];
  /** Who refused: the gateway (ARM itself) says so in a header, resource providers don't. */
  readonly by?: 'gateway' | 'provider';
}

/** An error in ARM's shape: `{"error":{"code","message"}}`, with `x-ms-failure-cause: gateway` when ARM itself refuses. */
export function refusal(status: number, code: string, message: string, details: Details = {}): Refusal {
  const { headers = {}, target, additionalInfo, by = 'gateway' } = details;
  const error = {
    code,
    ...(target === undefined ? {} : { target }),
    message,
    ...(additionalInfo === undefined ? {} : { additionalInfo }),
  };
  return new Refusal(
    {
      status,
      headers: { ...(by === 'gateway' ? { 'x-ms-failure-cause': 'gateway' } : {}), ...headers },
      body: { error },
    },
    message,
  );
}

/** Texts as in the error list: GET of a missing group, and any call inside it. */
export function groupNotFound(name: string): Refusal {
  return refusal(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
}

export function resourceNotFound(type: string, name: string, group: string): Refusal {
  return refusal(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** What a request's body must be, and isn't. */
export function badContent(message: string): Refusal {
  return refusal(400, 'InvalidRequestContent', message);
}
