import type { TokenKeys } from './entra/tokens.ts';
import type { Reply } from './exchange.ts';
import type { Settings } from './settings.ts';
import type { Moment } from './world/moment.ts';
import type { World } from './world/world.ts';

/** What an answer depends on besides the world and the request. */
export interface Context {
  readonly now: Moment;
  readonly settings: Settings;
  /** `https://localhost:PORT` */
  readonly origin: string;
  readonly keys: TokenKeys;
}

/** An answer, and the world afterwards when it has changed. */
export interface Outcome {
  readonly reply: Reply;
  readonly world?: World;
}
