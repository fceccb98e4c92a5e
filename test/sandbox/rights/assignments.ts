import { assignment, dev, v } from '../addresses.ts';

export const name1 = '88888888-0000-4000-8000-000000000001';
export const name2 = '88888888-0000-4000-8000-000000000002';
export const group = `${dev}/resourceGroups/rg-playground`;

/** The address of an assignment at a scope. */
export const at = (scope: string, name = name1): string => `${assignment(scope, name)}?${v.authorization}`;
