/** What proves to Entra ID that one is the application (EnvironmentCredential). */
const secrets = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PASSWORD', 'AZURE_PASSWORD'];

/** The environment for another program that we start: it needs none of the secrets that are meant for this one. */
export function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secrets.includes(name)));
}

/** The same where another library starts the program, with the environment of this one: the secrets are back when the work is done. */
export async function secretsAside<Result>(
  environment: NodeJS.ProcessEnv,
  work: () => Promise<Result>,
): Promise<Result> {
  const put = Object.entries(environment).filter(([name]) => secrets.includes(name));
  for (const [name] of put) Reflect.deleteProperty(environment, name);
  try {
    return await work();
  } finally {
    Object.assign(environment, Object.fromEntries(put));
  }
}
