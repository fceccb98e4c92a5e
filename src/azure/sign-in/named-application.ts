import { guidIn } from '../../domain/names.ts';
import { SetupError, usageError } from '../../errors.ts';
import { applicationVariables, type Proof } from './application-variables.ts';
import { isDirectory } from './check.ts';

/** An application that the environment names. */
export interface Application {
  readonly clientId: string;
  /** The directory that it signs in to where no other is named. */
  readonly tenantId: string;
  readonly proof: Proof;
}

/**
 * The application of the same variables as EnvironmentCredential and WorkloadIdentityCredential.
 * @throws SetupError (sign-in) for variables that are missing, (usage) for those that can't be what they should.
 */
export function applicationIn(environment: NodeJS.ProcessEnv): Application {
  const { clientId, tenantId, missing, proof } = applicationVariables(environment);
  if (clientId === undefined || tenantId === undefined || proof === undefined) throw incomplete(missing);
  if (!isDirectory(tenantId)) throw noId('AZURE_TENANT_ID', 'a directory (tenant)', 'the id of one, or its domain');
  if (guidIn(clientId) === undefined)
    throw noId('AZURE_CLIENT_ID', 'the id of an application', 'its application (client) id');
  return { clientId, tenantId, proof };
}

function noId(variable: string, what: string, right: string): SetupError {
  return usageError(
    `invalid-${variable.toLowerCase().replaceAll('_', '-')}`,
    `${variable} isn't ${what}.`,
    `Set it to ${right}, and nothing else.`,
  );
}

function incomplete(missing: readonly string[]): SetupError {
  return new SetupError({
    ending: 'signIn',
    code: 'environment-incomplete',
    message: `To sign in as an application, these environment variables are missing: ${missing.join(', ')}.`,
    suggestion: 'Set them, or choose another way to sign in: --auth browser, --auth device-code or --auth cli.',
    again: 'answer',
    cures: ['sign-in'],
  });
}
