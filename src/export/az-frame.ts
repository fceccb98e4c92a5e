import { type Exported, subscriptionOf } from './exported.ts';
import { shellLine } from './shell-text.ts';

/** The name by which az knows a cloud. */
const azCloud = ({ cloud }: Exported): string => (cloud === 'sandbox' ? 'AdtSetupSandbox' : cloud);

/** Functions of the shell that a script calls. */
export const functions = String.raw`say() { printf '%s\n' "$1" >&2; }

# Whether something is there. az ends with 3 for what isn't; anything else ends the script.
there() {
  code=0
  answer=$(az resource show --ids "$1" --api-version "$2" --output none 2>&1) || code=$?
  case $code in
    0) return 0 ;;
    3) return 1 ;;
    *) say "$answer"; exit "$code" ;;
  esac
}

# Ends the script where something is gone that was there before the set-up: it is not this script's to make.
must_be_there() {
  if there "$1" "$2"; then say "There: $3"; return; fi
  say "Gone: $3. It was there before the set-up; adt-setup makes it again."
  exit 3
}

# Makes something, with the body that is read from standard input.
put() { az rest --method put --url "$1?api-version=$2" --body @- --output none; }
`;

/** Switches the service on for a subscription, where it isn't. */
export function registerLines(exported: Exported): readonly string[] {
  const words = ['--namespace', 'Microsoft.DigitalTwins', '--subscription', subscriptionOf(exported)];
  return [
    `state=$(${shellLine(['az', 'provider', 'show', ...words, '--query', 'registrationState', '--output', 'tsv'])})`,
    'if [ "$state" != Registered ]; then',
    '  say "Switching the service on for the subscription: about a minute"',
    `  ${shellLine(['az', 'provider', 'register', ...words, '--wait', '--output', 'none'])}`,
    'fi',
  ];
}

/** Ends a script where az works in another cloud. */
export function cloudLines(exported: Exported): readonly string[] {
  const cloud = azCloud(exported);
  return [
    'cloud=$(az cloud show --query name --output tsv)',
    `if [ "$cloud" != ${cloud} ]; then`,
    `  say "This is for ${cloud}, and az works in $cloud now. Change that with: az cloud set --name ${cloud}"`,
    '  exit 2',
    'fi',
  ];
}
