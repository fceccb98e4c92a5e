import type { Subject } from '../../domain/subject.ts';
import type { FailedResponse } from './response.ts';
import { type Explanation, legible } from './table.ts';

/** What numbers of a family have in common ("Microsoft Entra authentication and authorization error codes"). */
interface Family {
  readonly numbers: RegExp;
  readonly advice: string;
  readonly cures: readonly Subject[];
}

const families: readonly Family[] = [
  {
    numbers: /^(530\d+|5300\d|50097|50129|50131|501291|53\d{2,4})$/,
    advice:
      'It is a rule of your organization about devices, places or ways to sign in (Conditional Access). Sign in from a device that it manages, with the browser there (--auth browser), or ask your administrator.',
    cures: ['sign-in'],
  },
  {
    numbers: /^(5007\d|5015\d|50203|500121|50125|50127|50144|50169)$/,
    advice: 'Sign in with the browser (--auth browser), which can show what is asked for.',
    cures: ['sign-in'],
  },
  {
    numbers: /^(50105|501051|50177|500011|500113|650\d+|90094|900941|90095|7000112|700005|50194\d*)$/,
    advice:
      'Only an administrator of the directory can change that: on the page of the application under "Enterprise applications" in the Azure portal. Show this line to them, or choose another way to sign in.',
    cures: ['sign-in', 'directory'],
  },
  {
    numbers: /^(5005\d|50012|5013\d|50173|50196|501\d{2}|500\d{2,3}|50\d{3})$/,
    advice:
      'It is about the account itself. Sign in with the browser (--auth browser), where it can be put right; or use another account, or ask your administrator.',
    cures: ['sign-in', 'directory'],
  },
  {
    numbers: /^(900\d+|90\d{3}|16\d{3})$/,
    advice: 'Check the directory (--tenant, AZURE_TENANT_ID) and the application, or choose another way to sign in.',
    cures: ['directory', 'sign-in'],
  },
  {
    numbers: /^70\d+$/,
    advice:
      'It is about the application, or about what proves it: check AZURE_CLIENT_ID, AZURE_TENANT_ID and its secret, certificate or federated credential; or choose another way to sign in.',
    cures: ['sign-in', 'directory'],
  },
];

const rest: Family = {
  numbers: /./,
  advice:
    'Choose another way to sign in (--auth browser, --auth device-code), or show this line to your administrator.',
  cures: ['sign-in', 'directory'],
};

/** The number of a refusal of Entra ID, without its prefix. */
export function entraNumber({ code }: Pick<FailedResponse, 'code'>): string | undefined {
  return /^AADSTS(\d+)$/i.exec(code)?.[1];
}

/** A refusal of Entra ID whose number nobody here knows: its own sentence, and what numbers of that family have in common. */
export function unknownNumber(failure: FailedResponse, number: string): Explanation {
  const said = legible(failure.message.replace(/^.*?AADSTS\d+:\s*/s, ''), 400);
  const { advice, cures } = families.find(({ numbers }) => numbers.test(number)) ?? rest;
  return {
    ending: 'signIn',
    again: 'answer',
    cures,
    message:
      said === ''
        ? `Microsoft Entra ID refused the sign-in (AADSTS${number}).`
        : `Microsoft Entra ID refused the sign-in: "${said}"`,
    suggestion: advice,
  };
}
