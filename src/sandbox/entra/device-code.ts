import type { Context, Outcome } from '../context.ts';
import type { DeviceCode } from '../world/device-code.ts';
import { digest, hashSecret } from '../world/identifiers.ts';
import { changed, type World } from '../world/world.ts';
import { checkClient, personIn, tenantOf } from './accounts.ts';
import { asksForMfa, type Form, formValue } from './form.ts';
import { personTokens, wanted } from './issue.ts';
import { refuse } from './refusal.ts';

// Letters and digits that can't be mistaken for one another, nine of them (recorded exchange: entra device code start).
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

function userCode(seed: Buffer): string {
  return [...seed.subarray(0, 9)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

/** Codes that nobody can use any more are forgotten an hour later. */
function alive(codes: World['deviceCodes'], now: number): Record<string, DeviceCode> {
  return Object.fromEntries(Object.entries(codes).filter(([, code]) => code.expiresAt + 3_600_000 > now));
}

/** Begins the device code flow. */
export function startDeviceCode(world: World, tenantSegment: string, form: Form, context: Context): Outcome {
  const { now, settings, origin } = context;
  const tenant = tenantOf(world, tenantSegment);
  const clientId = formValue(form, 'client_id');
  checkClient(world, tenant, clientId);
  const scope = formValue(form, 'scope');
  wanted(scope, origin, tenant?.displayName ?? 'Contoso');
  const seed = digest(world.source, 'device', world.drawn);
  const code = context.keys.mac(`device ${world.source} ${world.drawn}`) + seed.toString('base64url');
  const entry: DeviceCode = {
    hash: hashSecret(code),
    userCode: userCode(digest(world.source, 'user code', world.drawn)),
    tenant: tenantSegment,
    clientId,
    scope,
    issuedAt: now,
    expiresAt: now + settings.deviceCodeLifetime * 1000,
    mfa: asksForMfa(form['claims']),
    verdict: {
      is: 'pending',
      approvesAt: settings.deviceApprovalSeconds < 0 ? null : now + settings.deviceApprovalSeconds * 1000,
    },
  };
  const uri = `${origin}/devicelogin`;
  return {
    reply: {
      status: 200,
      headers: { 'Cache-Control': 'no-store, no-cache' },
      body: {
        user_code: entry.userCode,
        device_code: code,
        verification_uri: uri,
        expires_in: settings.deviceCodeLifetime,
        interval: settings.deviceCodeInterval,
        message: `To sign in, use a web browser to open the page ${uri} and enter the code ${entry.userCode} to authenticate.`,
      },
    },
    world: changed(world, {
      drawn: world.drawn + 1,
      deviceCodes: { ...alive(world.deviceCodes, now), [entry.hash]: entry },
    }),
  };
}

/** Who approved, if somebody has; the sandbox approves by itself after a moment unless it is told not to. */
function approver(world: World, code: DeviceCode, now: number): string | undefined {
  if (code.verdict.is === 'approved') return code.verdict.objectId;
  const due = code.verdict.is === 'pending' ? code.verdict.approvesAt : null;
  return due !== null && due <= now ? world.signedIn : undefined;
}

/** One poll of the device code flow. */
export function redeemDeviceCode(world: World, tenantSegment: string, form: Form, context: Context): Outcome {
  const { now, origin, settings } = context;
  const tenant = tenantOf(world, tenantSegment);
  const clientId = formValue(form, 'client_id');
  const code = world.deviceCodes[hashSecret(form['device_code'] ?? form['code'] ?? '')];
  if (code === undefined || code.verdict.is === 'redeemed' || code.clientId !== clientId) {
    refuse(
      400,
      'bad_verification_code',
      70018,
      'Invalid verification code due to User typing in wrong user code for device code flow. Authorization is not approved.',
    );
  }
  if (code.expiresAt <= now)
    refuse(
      400,
      'expired_token',
      70020,
      "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    );
  if (code.verdict.is === 'declined')
    refuse(400, 'authorization_declined', 70017, 'The end user denied the authorization request.');
  const objectId = approver(world, code, now);
  if (objectId === undefined)
    refuse(
      400,
      'authorization_pending',
      70016,
      'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    );
  const user = personIn(world, objectId, tenant);
  const want = wanted(form['scope'] ?? code.scope, origin, tenant?.displayName ?? 'Contoso');
  const mfa = !settings.mfaForWrites || code.mfa || asksForMfa(form['claims']);
  const reply = personTokens({ user, clientId, want, mfa }, context);
  return {
    reply,
    world: changed(world, {
      deviceCodes: { ...world.deviceCodes, [code.hash]: { ...code, verdict: { is: 'redeemed' } } },
    }),
  };
}
