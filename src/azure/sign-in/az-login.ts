import { SetupError } from '../../errors.ts';
import { programOn } from '../../local/program.ts';
import { azTrouble } from '../refusals/az.ts';
import { noBrowser } from './machine.ts';
import { runTool, type Starting } from './tool.ts';

/** Milliseconds: a code is good for a quarter of an hour, and people look for their telephones. */
const patience = { word: 1_000_000, most: 1_000_000 };

/**
 * Runs `az login`, for a person who chose that: az keeps the sign-in, and what it says meanwhile is heard. An account without
 * subscriptions is signed in as well: what is missing is said where it is needed.
 * @throws SetupError (sign-in) when az doesn't sign in.
 */
export async function azLogin(tenant: string | undefined, starting: Starting): Promise<void> {
  const { environment } = starting;
  const file = programOn(environment, 'az');
  if (file === undefined) throw refusal('is not there any more', 'Choose another way to sign in.');
  const words = [
    'login',
    '--output',
    'none',
    '--allow-no-subscriptions',
    ...(noBrowser(environment, process.platform) === undefined ? [] : ['--use-device-code']),
    ...(tenant === undefined ? [] : ['--tenant', tenant]),
  ];
  const answer = await runTool(file, words, { ...starting, patience });
  if (answer.code === 0) return;
  if (answer.isLate)
    throw refusal('was waited for long enough, and nobody signed in', 'Choose it again, or another way.');
  const { says, helps } = azTrouble(answer.stderr, environment, tenant);
  throw refusal(says, helps);
}

function refusal(says: string, suggestion: string): SetupError {
  return new SetupError({
    ending: 'signIn',
    code: 'az-login-failed',
    message: /[.!?]"?$/.test(says) ? `az login ${says}` : `az login ${says}.`,
    suggestion,
    again: 'answer',
    cures: ['sign-in'],
  });
}
