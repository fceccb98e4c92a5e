/** Where a program runs, as far as it decides how one can sign in. */
const set = (environment: NodeJS.ProcessEnv, name: string): boolean => (environment[name] ?? '') !== '';

/**
 * Azure Cloud Shell: signed in already, and without a browser of its own. It names itself in these variables
 * ("Azure Cloud Shell", environment variables; AZUREPS_HOST_ENVIRONMENT is "cloud-shell/1.0").
 */
export function isCloudShell(environment: NodeJS.ProcessEnv): boolean {
  return (
    ['ACC_CLOUD', 'ACC_TERM_ID', 'CLOUD_SHELL'].some((name) => set(environment, name)) ||
    (environment['AZUREPS_HOST_ENVIRONMENT'] ?? '').startsWith('cloud-shell')
  );
}

/**
 * Why no browser can be opened here, if so: it must be one on this very machine, since it comes back to a local address.
 */
export function noBrowser(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const has = (...names: readonly string[]): boolean => names.some((name) => set(environment, name));
  if (has('CODESPACES')) return 'a codespace has no browser';
  if (isCloudShell(environment)) return 'Azure Cloud Shell has no browser';
  if (has('SSH_CONNECTION', 'SSH_TTY')) return 'no browser over SSH';
  if (has('REMOTE_CONTAINERS')) return 'a dev container has no browser';
  if (has('CI', 'TF_BUILD') && !has('DISPLAY', 'WAYLAND_DISPLAY') && platform === 'linux')
    return 'a build machine has no browser';
  // Windows and macOS always have one; the Windows Subsystem for Linux opens that of Windows, where it may start it.
  if (platform !== 'linux' || has('WSL_INTEROP', 'DISPLAY', 'WAYLAND_DISPLAY')) return undefined;
  if (has('WSL_DISTRO_NAME')) return "WSL may not open Windows's browser here";
  return 'no display for a browser here';
}
