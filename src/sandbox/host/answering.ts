import { insideFor } from '../arm/arm.ts';
import { hasDeployments, progressed } from '../arm/deployments/progress.ts';
import { askedForHelp } from '../colleague.ts';
import type { Context } from '../context.ts';
import type { Control } from '../control.ts';
import type { GraphAccess } from '../data-plane.ts';
import { identify } from '../entra/caller.ts';
import type { TokenKeys } from '../entra/tokens.ts';
import type { Ask, Reply } from '../exchange.ts';
import type { Settings } from '../settings.ts';
import { answerSite, serviceOf } from '../site.ts';
import { settled } from '../world/passage.ts';
import type { World } from '../world/world.ts';
import type { Document } from './document.ts';
import { countRates } from './rates.ts';
import type { GraphFiles } from './world-file.ts';

/** What answers are made from. */
export interface Parts {
  readonly world: Document<World>;
  readonly graphs: GraphFiles;
  readonly keys: TokenKeys;
  readonly settings: Settings;
  readonly clock: () => number;
  readonly control: Control;
  /** A fault that strikes a request of a deployment's, which never comes over the network. */
  readonly strike?: (method: string, address: string) => Reply | undefined;
  /** Known once the server listens. */
  readonly origin: () => string;
}

/**
 * Gives answers once everything that they acknowledge is on the disk. Reads see the world as it would be after a crash,
 * so nobody learns of something that could still be lost.
 */
export function answering({
  world,
  graphs,
  keys,
  settings,
  clock,
  control,
  strike,
  origin,
}: Parts): (ask: Ask) => Promise<Reply> {
  const rates = countRates();
  return async (ask) => {
    const reads = ask.method === 'GET' || ask.method === 'HEAD';
    const context: Context = { now: clock(), settings, origin: origin(), keys };
    const saves: Promise<void>[] = [];
    // What deployments have done meanwhile is kept before anybody learns of it.
    const gone = progressed(world.head(), context, { insideFor, strike: strike ?? (() => undefined) });
    if (hasDeployments(gone) && gone !== world.head()) saves.push(world.put(gone));
    const current = reads && saves.length === 0 ? settled(world.durable(), context.now) : gone;
    const access: GraphAccess = {
      read: (key) => (reads ? graphs.of(key).durable() : graphs.of(key).head()),
      write: (key, graph) => void saves.push(graphs.of(key).put(graph)),
    };
    const outcome = answerSite(current, ask, context, access, control);
    if (outcome.world !== undefined) saves.push(world.put(outcome.world));
    const head = settled(world.head(), context.now);
    const asked = askedForHelp(head, ask, outcome.reply, context);
    if (asked !== head) saves.push(world.put(asked));
    await Promise.all(saves);
    if (serviceOf(ask.path) !== 'arm') return outcome.reply;
    const identified = identify(ask, 'arm', context);
    const actor = identified.is === 'caller' ? identified.caller.objectId : '';
    const left = rates.headers(ask.method, ask.path, actor, context.now);
    return { ...outcome.reply, headers: { ...left, ...outcome.reply.headers } };
  };
}
