import { guidIn } from '../../domain/names.ts';

/** What proves that one is the application, for people. */
export type Proof = 'secret' | 'certificate' | 'workload identity';

interface Variables {
  readonly missing: readonly string[];
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly proof?: Proof | undefined;
}

/** An id as it is pasted: with blanks, a line break, quotes or braces around it. */
const idIn = (environment: NodeJS.ProcessEnv, name: string): string | undefined => {
  const value = given(environment, name);
  return value === undefined ? undefined : (guidIn(value) ?? value.trim());
};

/** The value of a variable that says something. */
export const given = (environment: NodeJS.ProcessEnv, name: string): string | undefined => {
  const value = environment[name];
  return value === undefined || value.trim() === '' ? undefined : value;
};

function proofIn(environment: NodeJS.ProcessEnv): Proof | undefined {
  if (given(environment, 'AZURE_CLIENT_SECRET') !== undefined) return 'secret';
  if (given(environment, 'AZURE_CLIENT_CERTIFICATE_PATH') !== undefined) return 'certificate';
  return given(environment, 'AZURE_FEDERATED_TOKEN_FILE') === undefined ? undefined : 'workload identity';
}

/** The variables of EnvironmentCredential, in its order (a secret, then a certificate); and of WorkloadIdentityCredential. */
export function applicationVariables(environment: NodeJS.ProcessEnv): Variables {
  const proof = proofIn(environment);
  return {
    tenantId: idIn(environment, 'AZURE_TENANT_ID'),
    clientId: idIn(environment, 'AZURE_CLIENT_ID'),
    proof,
    missing: [
      ...['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'].filter((name) => given(environment, name) === undefined),
      ...(proof === undefined
        ? ['AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE)']
        : []),
    ],
  };
}
