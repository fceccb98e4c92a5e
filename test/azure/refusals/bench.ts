import type { About } from '../../../src/azure/refusals/table.ts';
import { translate } from '../../../src/azure/refusals/translate.ts';
import { type ErrorDetails, SetupError } from '../../../src/errors.ts';
import type { Case } from './case.ts';

/** What was being done when Azure refused. */
export const about: About = {
  doing: 'create the instance',
  cloud: 'Azure',
  deviceLogin: 'https://microsoft.com/devicelogin',
  portal: 'https://portal.azure.com',
  account: 'ana@contoso.com',
  tenantId: '11111111-1111-1111-1111-111111111111',
  subscriptionId: '00000000-0000-0000-0000-000000000001',
  resourceGroup: 'rg-plant',
  location: 'westeurope',
  name: 'plant-twins',
  assignee: "o'neil@contoso.com",
};

/** The answer in which Azure gives this refusal. */
export function answerOf(one: Case): { status: number; bodyAsText: string; headers: Map<string, string> } {
  const status = one.status ?? 400;
  const headers = new Map<string, string>([['x-ms-correlation-request-id', 'c0ffee00-0000-4000-8000-000000000000']]);
  if (one.claims === true) headers.set('www-authenticate', 'Bearer error="insufficient_claims", claims="eyJh"');
  const body =
    one.from === 'signIn'
      ? { error: one.code, error_description: `${one.says}\r\nTrace ID: t\r\nCorrelation ID: c`, error_codes: [] }
      : one.code === ''
        ? one.says === ''
          ? undefined
          : { statusCode: status, message: one.says }
        : { error: { code: one.code, message: one.says } };
  return { status, headers, bodyAsText: body === undefined ? '' : JSON.stringify(body) };
}

/** What the refusal becomes: words for a person. */
export function errorOf(one: Case): ErrorDetails {
  const error = Object.assign(new Error('refused'), { response: answerOf(one) });
  const translated = translate(error, about, one.from ?? 'arm');
  if (!(translated instanceof SetupError)) throw translated;
  return translated;
}
