import { createHash } from 'node:crypto';
import type { Moment } from './moment.ts';
import { changed, type World } from './world.ts';

/** A value that looks random and follows from its parts alone. */
export function digest(...parts: readonly (string | number)[]): Buffer {
  return createHash('sha256').update(parts.join('\n')).digest();
}

/** A version 4 shaped GUID that follows from its parts alone. */
export function guidOf(...parts: readonly (string | number)[]): string {
  const bytes = digest(...parts).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The world's next GUID, and the world that has spent it. */
export function drawGuid(world: World): [guid: string, world: World] {
  return [guidOf(world.source, world.drawn), changed(world, { drawn: world.drawn + 1 })];
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guidPattern.test(text);
}

/** A GUID as role errors print it: without dashes (recorded: roleAssignments.create -> 400 PrincipalNotFound). */
export function bare(guid: string): string {
  return guid.replaceAll('-', '').toLowerCase();
}

/** Seven fractional digits, as Azure's .NET services write times. */
export function preciseTime(moment: Moment): string {
  const digits = digest('ticks', moment).readUInt16BE(0) % 10_000;
  return new Date(moment).toISOString().replace('Z', `${String(digits).padStart(4, '0')}Z`);
}

/** Every GUID that this instant could need without remembering it: request and trace ids. */
export function requestId(): string {
  return crypto.randomUUID();
}
