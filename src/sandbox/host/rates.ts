/** The token buckets that ARM has shown in its headers since 2024: refilled by so many a second, up to so many. */
const buckets = {
  reads: { size: 250, perSecond: 25, global: 3750 },
  writes: { size: 200, perSecond: 10, global: 3000 },
  deletes: { size: 200, perSecond: 10, global: 3000 },
} as const;

type Kind = keyof typeof buckets;

/** Counts requests per caller and subscription. It shows what is left and never refuses; faults do that. */
export interface Rates {
  headers(method: string, path: string, actor: string, now: number): Readonly<Record<string, string>>;
}

const writing = /\/checkNameAvailability$/i;

function kindOf(method: string, path: string): Kind {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  if (method === 'DELETE') return 'deletes';
  // Recorded exchange: digitalTwins.checkNameAvailability counts as a write.
  return method === 'POST' && !writing.test(path) && /checkPolicyRestrictions$/i.test(path) ? 'reads' : 'writes';
}

/** Recorded headers of 2024 and later: `…-subscription-reads: 249` with `…-subscription-global-reads: 3749`; an instance's PUT has `…-resource-requests: 199`. */
export function countRates(): Rates {
  const spent = new Map<string, { level: number; at: number }>();
  return {
    headers(method, path, actor, now) {
      const kind = kindOf(method, path);
      const subscription = /^\/subscriptions\/([^/]+)/i.exec(path)?.[1]?.toLowerCase();
      const bucket = buckets[kind];
      const key = `${subscription ?? 'tenant'} ${actor} ${kind}`;
      const before = spent.get(key) ?? { level: bucket.size, at: now };
      const level = Math.max(
        1,
        Math.min(bucket.size, before.level + ((now - before.at) / 1000) * bucket.perSecond) - 1,
      );
      if (spent.size > 1000) spent.clear();
      spent.set(key, { level, at: now });
      const left = Math.floor(level);
      const whose = subscription === undefined ? 'tenant' : 'subscription';
      if (method === 'PUT' && /\/digitalTwinsInstances\/[^/]+$/i.test(path))
        return { 'x-ms-ratelimit-remaining-subscription-resource-requests': String(left) };
      return {
        [`x-ms-ratelimit-remaining-${whose}-${kind}`]: String(left),
        [`x-ms-ratelimit-remaining-${whose}-global-${kind}`]: String(bucket.global - (bucket.size - left)),
      };
    },
  };
}
