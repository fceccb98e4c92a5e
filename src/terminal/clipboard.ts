import { spawn } from 'node:child_process';
import { withoutNetwork } from '../local/environment.ts';
import { programOn, safeFolder } from '../local/program.ts';

type Command = readonly [tool: string, ...words: string[]];

/** Tools that put their input into the clipboard of this desktop, the likeliest first; none where there is no desktop. */
export function clipboardTools(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly Command[] {
  const has = (name: string): boolean => (environment[name] ?? '') !== '';
  if (platform === 'darwin') return [['pbcopy']];
  // The Windows Subsystem for Linux reaches the clipboard of Windows.
  if (platform === 'win32' || has('WSL_INTEROP')) return [['clip.exe']];
  const x11: readonly Command[] = [
    ['xclip', '-selection', 'clipboard'],
    ['xsel', '--clipboard', '--input'],
  ];
  return [...(has('WAYLAND_DISPLAY') ? ([['wl-copy']] as const) : []), ...(has('DISPLAY') ? x11 : [])];
}

/** Milliseconds after which a tool that hangs is ended. */
const patience = 3000;

/** Gives a text to a tool on its standard input, without a shell; whether it was taken. */
function given([tool, ...words]: Command, text: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const program = programOn(environment, tool);
  if (program === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      env: withoutNetwork(environment),
      cwd: safeFolder,
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
      timeout: patience,
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
    child.unref();
  });
}

/** Copies a text to the clipboard, where there is one. Never fails; says whether it worked. */
export async function copyText(
  text: string,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  for (const command of clipboardTools(environment, platform)) {
    if (await given(command, text, environment).catch(() => false)) return true;
  }
  return false;
}
