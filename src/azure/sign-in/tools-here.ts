import { programOn } from '../../local/program.ts';

/** Whether one of Microsoft's command-line tools that keep a sign-in of their own is on this computer. */
export function hasTool(environment: NodeJS.ProcessEnv): boolean {
  return (['az', 'azd'] as const).some((name) => programOn(environment, name) !== undefined);
}
