import { describe, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { cli } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import { bench, clientSecret } from '../bench.ts';
import { expectAsRecorded, named, type Row } from './exchange.ts';

const entraError = {
  error: 's',
  error_description: 's',
  error_codes: ['n'],
  timestamp: 's',
  trace_id: 's',
  correlation_id: 's',
  error_uri: 's',
} as const;

const form = (fields: Record<string, string>) => ({ body: fields, as: null });

async function devicePoll(seconds: number, settings = {}): Promise<Answer> {
  const made = bench({ settings: { deviceApprovalSeconds: -1, ...settings } });
  const fields = { client_id: cli, scope: 'https://management.core.windows.net//.default openid offline_access' };
  const start = await made.ask('POST', '/organizations/oauth2/v2.0/devicecode', form(fields));
  made.pass(seconds);
  const code = (start.body as { device_code: string }).device_code;
  return made.ask(
    'POST',
    '/organizations/oauth2/v2.0/token',
    form({ ...fields, grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code }),
  );
}

const secretGrant = {
  grant_type: 'client_credentials',
  client_id: contoso.automationApp,
  client_secret: clientSecret,
  scope: 'https://digitaltwins.azure.net/.default',
};

const token = (fields: Record<string, string>, tenant: string = contoso.tenant) =>
  bench().ask('POST', `/${tenant}/oauth2/v2.0/token`, form({ ...secretGrant, ...fields }));

const signInRows: readonly Row[] = [
  {
    operation: 'entra token (client credentials, ADT scope)',
    run: () => token({}),
    status: 200,
    body: { token_type: 's', expires_in: 'n', ext_expires_in: 'n', access_token: 's' },
  },
  {
    operation: 'entra device code start',
    run: () => bench().ask('POST', '/organizations/oauth2/v2.0/devicecode', form({ client_id: cli, scope: 'openid' })),
    status: 200,
    body: { user_code: 's', device_code: 's', verification_uri: 's', expires_in: 'n', interval: 'n', message: 's' },
  },
  {
    operation: 'entra device code poll (pending)',
    run: () => devicePoll(1),
    status: 400,
    body: {
      error: 's',
      error_description: 's',
      error_codes: ['n'],
      timestamp: 's',
      trace_id: 's',
      correlation_id: 's',
    },
  },
  { operation: 'entra device code poll (expired)', run: () => devicePoll(901), status: 400, body: entraError },
  {
    operation: 'entra token (wrong tenant)',
    run: () => token({}, '00000000-0000-0000-0000-000000000000'),
    status: 400,
    body: entraError,
  },
  {
    operation: 'entra token (unknown app)',
    run: () => token({ client_id: '00000000-0000-0000-0000-000000000000' }),
    status: 400,
    body: entraError,
  },
  {
    operation: 'entra token (bad secret)',
    run: () => token({ client_secret: 'wrong' }),
    status: 401,
    body: entraError,
  },
];

describe('each recorded exchange: same status, same meaningful headers, same keys and types', () => {
  test.each(named(signInRows))('%s', async (_operation, row) => {
    await expectAsRecorded(row);
  });
});
