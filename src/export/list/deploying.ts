import { headOf } from '../head.ts';
import { shellLine } from '../shell-text.ts';
import { type ExportedList, listTitle, onlySubscription } from './exported-list.ts';

/** The head of a template of a list: what it is, and how it is deployed. `from`: the arguments that name its files. */
export function listHead(list: ExportedList, from: readonly string[]): readonly string[] {
  const subscription = onlySubscription(list);
  const deploy = ['az', 'deployment', 'sub', 'create', '--name', list.deployment, '--location', list.location, ...from];
  const register = ['az', 'provider', 'register', '--namespace', 'Microsoft.DigitalTwins'];
  return headOf(listTitle(list), list, [
    'Deploy it, always with this name and location, where the deployment itself is kept:',
    `  ${shellLine([...deploy, '--subscription', subscription])}`,
    'Before the first time in a subscription:',
    `  ${shellLine([...register, '--subscription', subscription, '--wait'])}`,
    'It writes groups and instances as they were when this was exported: export again before you deploy it where tags may have changed since.',
  ]);
}
