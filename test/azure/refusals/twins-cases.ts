import type { Case } from './case.ts';

/** Refusals of the instance's own endpoint. */
export const twinsCases: readonly Case[] = [
  {
    code: '',
    status: 403,
    says: '',
    from: 'twins',
    ending: 'forNow',
    again: 'soon',
    tells: /10 minutes.*Owner of the subscription is not enough/s,
  },
  {
    code: '',
    status: 404,
    says: 'Sub-domain not found.',
    from: 'twins',
    ending: 'signIn',
    cures: ['directory'],
    tells: /--tenant/,
  },
  { code: '', status: 401, says: '', from: 'twins', ending: 'forNow', again: 'soon', tells: /sign out and in again/ },
  {
    code: 'ModelNotFound',
    status: 404,
    says: 'There is no Model(s) available that matches.',
    from: 'twins',
    ending: 'refused',
    again: 'no',
    tells: /az dt model list/,
  },
  {
    code: '',
    status: 401,
    says: 'Status: 401 (Unauthorized)',
    from: 'twins',
    ending: 'forNow',
    again: 'soon',
    tells: /up to 10 minutes/,
  },
];
