import type { Case } from './case.ts';

/** Refusals of the directory, when people are looked for. */
export const peopleCases: readonly Case[] = [
  {
    code: 'NobodyFound',
    status: 200,
    says: '',
    from: 'directory',
    ending: 'usage',
    cures: ['principal'],
    tells: /o'neil@contoso\.com.*AllUsers/s,
  },
  {
    code: 'Request_ResourceNotFound',
    status: 404,
    says: "Resource 'x' does not exist.",
    from: 'directory',
    ending: 'usage',
    cures: ['principal'],
    tells: /spelling/,
  },
  {
    code: 'Authorization_RequestDenied',
    status: 403,
    says: 'Insufficient privileges to complete the operation.',
    from: 'directory',
    ending: 'usage',
    cures: ['principal'],
    tells: /object id/,
  },
  {
    code: 'BadRequest',
    status: 400,
    says: '/me request is only valid with delegated authentication flow.',
    from: 'directory',
    ending: 'defect',
    again: 'no',
    tells: /application/,
  },
  {
    code: 'InvalidAuthenticationToken',
    status: 401,
    says: 'Access token has expired or is not yet valid.',
    from: 'directory',
    ending: 'signIn',
    cures: ['sign-in'],
    tells: /date and time/,
  },
];
