import { changed, type DeviceCode, type Moment, type World } from '../world/world.ts';

/** The device code behind a user code that a person typed, while it can still be decided on. */
export function pendingDeviceCode(world: World, userCode: string, now: Moment): DeviceCode | undefined {
  const wanted = userCode.replace(/[\s-]/g, '').toUpperCase();
  return Object.values(world.deviceCodes).find(
    (code) => code.userCode === wanted && code.expiresAt > now && code.verdict.is === 'pending',
  );
}

/** A person has opened the page with this code: from now on they decide, the sandbox no longer approves by itself. */
export function heldDeviceCode(world: World, code: DeviceCode): World {
  return decided(world, code, { is: 'pending', approvesAt: null });
}

/** Approved as somebody, or declined. */
export function decided(world: World, code: DeviceCode, verdict: DeviceCode['verdict']): World {
  return changed(world, { deviceCodes: { ...world.deviceCodes, [code.hash]: { ...code, verdict } } });
}
