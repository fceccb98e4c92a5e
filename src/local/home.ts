import { sep } from 'node:path';

/**
 * A path as people are shown it: with `~` for the home folder, as their shells read it. On Windows whole, since not everything
 * there does.
 */
export function shownPath(path: string, environment: NodeJS.ProcessEnv, platform = process.platform): string {
  const { HOME: home = '' } = environment;
  if (platform === 'win32' || home.length < 2 || !path.startsWith(`${home}${sep}`)) return path;
  return `~${path.slice(home.length)}`;
}
