import { isDeepStrictEqual } from 'node:util';
import type { Graph } from '../../../support/judges/bicep-engine.ts';

/** A deployment that is over, with its operations. */
export interface Ran {
  readonly timestamp: string;
  readonly duration: string;
  readonly operations: readonly {
    readonly properties: {
      readonly timestamp: string;
      readonly duration: string;
      readonly targetResource?: { readonly id: string; readonly symbolicName?: string };
    };
  }[];
}

function milliseconds(duration: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
}

function span({ timestamp, duration }: { timestamp: string; duration: string }): { start: number; end: number } {
  const end = Date.parse(timestamp);
  return { start: end - milliseconds(duration), end };
}

/**
 * Operations that began at a wrong moment, by the graph of their file: before what they wait for, or later than they could. Bicep
 * tells which names wait for which, not which copy for which; so one that waits for a loop begins at the end of one of its copies.
 */
export function untimely({ edges }: Graph, ran: Ran): readonly object[] {
  const begun = span(ran).start;
  const all = ran.operations.flatMap(({ properties }) => {
    const symbol = properties.targetResource?.symbolicName;
    return symbol === undefined ? [] : [{ symbol, base: symbol.replace(/\[\d+\]$/, ''), ...span(properties) }];
  });
  return all.flatMap(({ symbol, base, start }) => {
    const needed = edges.filter(({ source }) => source === base).map(({ target }) => target);
    const waits = needed.map((target) => all.filter((each) => each.base === target).map((each) => each.end));
    const early = waits.some((ends) => ends.length > 0 && Math.min(...ends) > start);
    // Copies that are made one after the other wait for each other, too.
    const others = all.filter((each) => each.base === base && each.symbol !== symbol).map((each) => each.end);
    const late = ![begun, ...waits.flat(), ...others].includes(start);
    const hasWaited = waits.every((ends) => ends.length === 0) || waits.flat().concat(others).includes(start);
    return early || late || !hasWaited ? [{ symbol, start: start - begun, needed, waits }] : [];
  });
}

const isOpen = (value: unknown): boolean => typeof value === 'string' && /^\[\w+\(/.test(value);

/** Where what is there differs from what was foreseen, which may hold less, and expressions for what nobody could know. */
export function against(foreseen: unknown, there: unknown, path = ''): string | undefined {
  if (isOpen(foreseen)) return undefined;
  if (typeof foreseen === 'object' && foreseen !== null && !Array.isArray(foreseen)) {
    const held = Object.entries((there ?? {}) as Record<string, unknown>);
    for (const [name, value] of Object.entries(foreseen)) {
      const found = held.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
      const difference = against(value, found, `${path}.${name}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (Array.isArray(foreseen) && Array.isArray(there) && foreseen.length === there.length)
    return foreseen.map((value, at) => against(value, there[at], `${path}[${at}]`)).find((each) => each !== undefined);
  const isSame = isDeepStrictEqual(foreseen, there);
  return isSame ? undefined : `${path}: ${JSON.stringify(foreseen)}, and ${JSON.stringify(there)} is there`;
}
