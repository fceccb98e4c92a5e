import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join, parse } from 'node:path';

/** The files that a name can mean: on Windows one that can be started, the plainest first. */
function filesOf(name: string, platform: NodeJS.Platform): readonly string[] {
  return platform === 'win32' && !name.endsWith('.exe') ? [`${name}.exe`, `${name}.cmd`] : [name];
}

function pathOf(environment: NodeJS.ProcessEnv): string {
  return environment['PATH'] ?? environment['Path'] ?? '';
}

/** The folders of PATH that mean the same wherever one is: no relative ones, and no empty ones, which mean the current folder. */
function foldersOf(path: string): readonly string[] {
  return path.split(delimiter).filter((folder) => isAbsolute(folder));
}

/**
 * The absolute path of a program of that name on PATH; undefined when there is none. What lies in the current folder, such as that
 * of a repository that somebody else has written, is never taken for one.
 */
export function programOn(
  environment: NodeJS.ProcessEnv,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const candidates = foldersOf(pathOf(environment)).flatMap((folder) =>
    filesOf(name, platform).map((file) => join(folder, file)),
  );
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A folder to start programs in that nobody but the system's owner can put anything into: the root. */
export const safeFolder = parse(process.execPath).root;

/** What keeps Windows from looking for programs in the current folder (Windows, "NeedCurrentDirectoryForExePath"), and a PATH without it. */
export function searchSafely(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = foldersOf(pathOf(environment)).join(delimiter);
  return { PATH: path, NoDefaultCurrentDirectoryInExePath: '1' };
}
