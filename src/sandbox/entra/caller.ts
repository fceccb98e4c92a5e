import type { Context } from '../context.ts';
import type { Ask } from '../exchange.ts';
import type { Caller } from '../world/caller.ts';
import { servicesOf } from './issue.ts';

/** Who asks; or what is wrong with the token. */
export type Identified =
  | { readonly is: 'caller'; readonly caller: Caller }
  | { readonly is: 'missing' | 'invalid' }
  | { readonly is: 'expired'; readonly at: number }
  | { readonly is: 'audience'; readonly audience: string };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads the bearer token of a request to one of the services: signature, expiry and audience are checked on every call. */
export function identify(ask: Ask, service: 'arm' | 'graph' | 'twins', context: Context): Identified {
  const token = /^bearer\s+(\S+)$/i.exec(ask.headers['authorization'] ?? '')?.[1];
  if (token === undefined) return { is: 'missing' };
  const claims = context.keys.read(token);
  if (claims === undefined || claims['tid'] === undefined) return { is: 'invalid' };
  const expires = Number(claims['exp']) * 1000;
  if (!(expires > context.now)) return { is: 'expired', at: expires };
  const audience = text(claims['aud']);
  if (!servicesOf(audience, context.origin).includes(service)) return { is: 'audience', audience };
  const acrs = claims['acrs'];
  const kind = claims['idtyp'] === 'app' ? 'app' : 'user';
  return {
    is: 'caller',
    caller: {
      kind,
      objectId: text(claims['oid']),
      tenantId: text(claims['tid']),
      name: text(kind === 'app' ? claims['appid'] : (claims['unique_name'] ?? claims['upn'])),
      mfa: kind === 'app' || (Array.isArray(acrs) && acrs.includes('p1')),
    },
  };
}
