import { hold } from '../text/held-secrets.ts';
import { searchSafely } from './program.ts';

/** What proves to Entra ID that one is the application, for this program (EnvironmentCredential) and for its neighbors (Terraform). */
const secrets = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_PASSWORD',
  'ARM_CLIENT_SECRET',
  'ARM_CLIENT_CERTIFICATE_PASSWORD',
  'ARM_OIDC_TOKEN',
  'ARM_ACCESS_KEY',
  'ARM_SAS_TOKEN',
];

const proxies = /^(https?|all|ftp)_proxy$/i;

/** How variables are called that hold what nobody else should know, whoever reads them. */
const secretNames = /(secret|password|passwd|token|api_?key|access_?key|sas)$/i;

/** Holds the secrets of the environment, and the proxy's password: they are shown nowhere from now on. */
export function holdSecretsOfEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const [name, value = ''] of Object.entries(environment)) {
    if (secrets.includes(name) || (secretNames.test(name) && isOpaque(value))) hold(value.trim());
    if (proxies.test(name)) holdPassword(value);
  }
}

/** Whether the value of a variable that is called a secret is one: not "true", nor where the secret is. */
function isOpaque(value: string): boolean {
  return value.trim().length >= 8 && !/^\s*([a-z][a-z0-9+.-]*:|\.{0,2}[/\\])/i.test(value);
}

/** The password of an address, as it is written, as it is meant, and as a proxy is sent it (RFC 7617). */
function holdPassword(address: string): void {
  const [, user = '', password] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^:/@]*):(.+)@[^@]*$/i.exec(address.trim()) ?? [];
  if (password === undefined) return;
  const [name, meant] = [decoded(user), decoded(password)];
  for (const each of [password, meant, Buffer.from(`${name}:${meant}`).toString('base64')]) hold(each);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The environment for another program that we start, which finds programs of its own on absolute paths only. */
export function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !secrets.includes(name) && name !== 'Path');
  return { ...Object.fromEntries(kept), ...searchSafely(environment) };
}

/** The same for a program that needs no network: not even the password of the proxy. */
export function withoutNetwork(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(withoutSecrets(environment)).filter(([name]) => !proxies.test(name)));
}

/** The same where another library starts the program, with the environment of this one: all is back when the work is done. */
export async function secretsAside<Result>(
  environment: NodeJS.ProcessEnv,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = { ...environment };
  const other = withoutSecrets(environment);
  for (const name of Object.keys(before)) if (!(name in other)) Reflect.deleteProperty(environment, name);
  Object.assign(environment, other);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(other)) if (!(name in before)) Reflect.deleteProperty(environment, name);
    Object.assign(environment, before);
  }
}
