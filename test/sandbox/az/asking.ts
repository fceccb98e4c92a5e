import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { instance } from '../addresses.ts';

/*
 * Every request that az 2.45 with the azure-iot extension makes for the commands of the how-to, as watched on the wire,
 * with what it reads from the answers. Api-versions, casing and filters are az's own. The service principal asks.
 */
export const as = contoso.automation;

export const one = instance('Twins-One');
export const authorization = `${one}/providers/Microsoft.Authorization`;
export const sp = { as } as const;
