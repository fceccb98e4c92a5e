/**
 * A token cache that lives in memory, shared by the credentials of one session. @azure/identity keeps one cache per
 * credential, and a credential signs in to one tenant: without a shared cache, a second tenant would mean a second
 * sign-in. Its plugin interface (`useIdentityPlugin`, made for caches on disk) takes any cache of MSAL's shape
 * (`ICachePlugin` of @azure/msal-node), so this one keeps the text, and nothing is ever written to disk.
 */
interface CacheAccess {
  readonly cacheHasChanged: boolean;
  readonly tokenCache: { deserialize(text: string): void; serialize(): string };
}

interface CachePlugin {
  beforeCacheAccess(access: CacheAccess): Promise<void>;
  afterCacheAccess(access: CacheAccess): Promise<void>;
}

interface PluginContext {
  readonly cachePluginControl: {
    setPersistence(provider: (options: { readonly name?: string }) => Promise<CachePlugin>): void;
  };
}

const caches = new Map<string, string>();

function cacheOf(name: string): CachePlugin {
  return {
    beforeCacheAccess: (access) => {
      access.tokenCache.deserialize(caches.get(name) ?? '');
      return Promise.resolve();
    },
    afterCacheAccess: (access) => {
      if (access.cacheHasChanged) caches.set(name, access.tokenCache.serialize());
      return Promise.resolve();
    },
  };
}

/** The plugin for `useIdentityPlugin`: gives each `tokenCachePersistenceOptions.name` a cache of its own in memory. */
export function memoryCachePlugin(context: unknown): void {
  (context as PluginContext).cachePluginControl.setPersistence(({ name }) => Promise.resolve(cacheOf(name ?? '')));
}

/** Forgets the access tokens of a cache, and keeps what gets new ones without asking anybody (the refresh tokens). */
export function forgetAccessTokens(name: string): void {
  const text = caches.get(name);
  if (text === undefined) return;
  caches.set(name, JSON.stringify({ ...(JSON.parse(text) as object), AccessToken: {} }));
}
