import type { Argv } from '../text/argv.ts';

/**
 * The command line that calls this program with these arguments, in the way that the person has just called it: by its name, by
 * npx, or by `npm start` in a copy of the project (npm tells in `npm_command` and `npm_lifecycle_event`, "npm run-script").
 */
export function invoked(environment: NodeJS.ProcessEnv, argv: Argv): Argv {
  const { npm_command: command, npm_lifecycle_event: script, npm_package_name: name } = environment;
  if (script === 'start' && name === 'adt-setup')
    return ['npm', 'start', ...(argv.length === 0 ? [] : ['--', ...argv])];
  return [...(command === 'exec' ? ['npx'] : []), 'adt-setup', ...argv];
}
