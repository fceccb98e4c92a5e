import type { DeviceCodeInfo } from '@azure/identity';
import { SetupError } from '../../errors.ts';
import type { OnceMore } from '../../port/azure.ts';
import type { Connection } from '../http/connection.ts';
import { unusable } from '../refusals/unusable.ts';

/** Sign-in pages of Microsoft; a code typed anywhere else could be a thief's. */
const signInHosts = ['microsoft.com', 'www.microsoft.com', 'login.microsoft.com', 'aka.ms'];

/** What there is to say beside a code or a browser. */
interface Notes {
  readonly renewed?: boolean;
  readonly workOnly: boolean;
  readonly onceMore: OnceMore | undefined;
}

/** Only what there is to say. */
export function notesOf({ renewed, workOnly, onceMore }: Notes): {
  renewed?: true;
  workOnly?: true;
  onceMore?: OnceMore;
} {
  return {
    ...(renewed === true ? { renewed } : {}),
    ...(workOnly ? { workOnly } : {}),
    ...(onceMore === undefined ? {} : { onceMore }),
  };
}

/** Reports the code, with the cloud's own page: what the server names is only checked. */
export function showCode(info: DeviceCodeInfo, connection: Connection, notes: Notes): void {
  const { rules } = connection;
  const { cloud } = rules;
  const said = info as Partial<DeviceCodeInfo>;
  if (typeof said.verificationUri !== 'string' || typeof said.userCode !== 'string') {
    // MSAL takes a refusal, too, for an answer without a code.
    const trouble = unusable('sign in');
    if (connection.heard.refusal === undefined) connection.heard.problem = trouble;
    throw trouble;
  }
  const named = URL.canParse(info.verificationUri) ? new URL(info.verificationUri) : undefined;
  const known = [new URL(cloud.deviceLogin).host, new URL(cloud.activeDirectory).host];
  const hosts = cloud.practice ? known : [...known, ...signInHosts];
  if (named?.protocol !== 'https:' || !hosts.includes(named.host) || !/^[\w-]{4,40}$/.test(info.userCode)) {
    // MSAL would turn it into an error of its own: kept aside, so that the person reads this one.
    const trouble = new SetupError({
      ending: 'signIn',
      code: 'foreign-sign-in-page',
      message: `The sign-in service named a page that isn't Microsoft's (${(named?.host ?? 'unreadable').slice(0, 80)}). No code is shown, so that nobody types it there.`,
      suggestion:
        'Something between this computer and Microsoft may be tampering with answers. Try another network, and tell your administrator.',
    });
    connection.heard.problem = trouble;
    throw trouble;
  }
  // MSAL passes on all that the server said; the type of @azure/identity leaves the duration out.
  const { expiresIn } = info as { expiresIn?: unknown };
  rules.tell({
    kind: 'device-code',
    userCode: info.userCode,
    verificationUri: cloud.deviceLogin,
    expiresInSeconds: typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn : 900,
    approvesItself: cloud.approvesItself,
    ...notesOf(notes),
  });
}
