import { quoted, type Row } from './table.ts';

/** What a rule for activating a role asks for that only a person can give (Privileged Identity Management, "Role settings"). */
const activationRules: Readonly<Record<string, string>> = {
  TicketingRule: 'the number of a ticket',
  MfaRule: 'a second proof of who you are (multi-factor authentication)',
  AuthenticationContextRule: 'another proof of who you are',
  ExpirationRule: 'fewer hours',
  JustificationRule: 'your reason',
};

/** An eligible role that can't be switched on with what a program can give. */
export const activationRefused: Row = (failure) => {
  const wanted = [...failure.message.matchAll(/(\w+Rule)/g)].flatMap(([, rule = '']) => activationRules[rule] ?? []);
  return {
    ending: 'refused',
    message:
      wanted.length === 0
        ? `The rules of this role don't allow that it is switched on like this.${quoted(failure)}`
        : `To switch this role on, your organization asks for ${wanted.join(' and ')}, which can only be given in the portal.`,
    suggestion: 'Activate it in the portal, then choose "look again" here.',
  };
};
