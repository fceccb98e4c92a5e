/*
 * bare.js INFO TRAFFIC [together]: what a set-up asks of Azure, by bare requests of node:https: signs in with a code, sends each recorded
 * request once, one after the other, and looks at the instance every second until it is there. `together`: those that the set-up had
 * under way together are sent together, and the instance is looked at after half a second, as the set-up does.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { roundsOf } from './rounds.ts';

interface Info {
  readonly origin: string;
  readonly ca: string;
  readonly tenantId: string;
}

/** As `--log` writes it. */
interface Entry {
  readonly time: string;
  readonly ms: number;
  readonly method: string;
  readonly url: string;
  readonly requestBody?: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const [infoFile = '', trafficFile = '', how] = process.argv.slice(2);
const isTogether = how === 'together';
const { origin, ca, tenantId } = JSON.parse(readFileSync(infoFile, 'utf8')) as Info;
const traffic = readFileSync(trafficFile, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Entry);
const agent = new Agent({ keepAlive: true, ca });

function send(method: string, url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const wait = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A public client that everybody may use (the Azure CLI's). */
const client_id = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
let refresh = '';

async function token(fields: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ client_id, ...fields }).toString();
  const { body: given } = await send('POST', `${origin}/${tenantId}/oauth2/v2.0/token`, form, body);
  refresh = (given['refresh_token'] as string | undefined) ?? refresh;
  return (given['access_token'] as string | undefined) ?? '';
}

const armScope = 'https://management.azure.com/.default';
const scopes: readonly (readonly [pattern: RegExp, scope: string])[] = [
  [/\.api\.|\/models\?/, 'https://digitaltwins.azure.net/.default'],
  [/\/v1\.0\//, 'https://graph.microsoft.com/.default'],
];

async function signIn(): Promise<string> {
  const body = new URLSearchParams({ client_id, scope: `${armScope} openid profile offline_access` }).toString();
  const { body: code } = await send('POST', `${origin}/${tenantId}/oauth2/v2.0/devicecode`, form, body);
  const fields = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: String(code['device_code']),
  };
  for (;;) {
    await wait(Number(code['interval'] ?? 1));
    const given = await token(fields);
    if (given !== '') return given;
  }
}

const tokens = new Map([[armScope, await signIn()]]);

async function tokenFor(url: string): Promise<string> {
  const scope = scopes.find(([pattern]) => pattern.test(url))?.[1] ?? armScope;
  const known = tokens.get(scope) ?? (await token({ grant_type: 'refresh_token', refresh_token: refresh, scope }));
  tokens.set(scope, known);
  return known;
}

const isInstance = (url: string): boolean => /\/digitalTwinsInstances\/[^/?]+\?/i.test(url);

/** Sends a request again as it was recorded; each world has a port of its own. */
async function repeat({ method, url: recorded, requestBody }: Entry): Promise<void> {
  const url = recorded.replace(/^https:\/\/[^/]+/, origin);
  const headers = { authorization: `Bearer ${await tokenFor(url)}`, accept: 'application/json' };
  const body = requestBody === undefined || requestBody === null ? undefined : JSON.stringify(requestBody);
  await send(method, url, body === undefined ? headers : { ...headers, 'content-type': 'application/json' }, body);
  if (method !== 'PUT' || !isInstance(url)) return;
  for (let state: unknown; state !== 'Succeeded'; ) {
    await wait(isTogether ? 0.5 : 1);
    const { body: seen } = await send('GET', url, headers);
    state = (seen['properties'] as { provisioningState?: string } | undefined)?.provisioningState;
  }
}

const made = traffic.findIndex(({ method, url }) => method === 'PUT' && isInstance(url));
const wanted = traffic.filter(
  ({ method, url }, at) =>
    !/\/oauth2\/|\/devicecode|\/\.well-known\//.test(url) && !(at > made && method === 'GET' && isInstance(url)),
);
for (const round of isTogether ? roundsOf(wanted) : wanted.map((each) => [each])) await Promise.all(round.map(repeat));
agent.destroy();
