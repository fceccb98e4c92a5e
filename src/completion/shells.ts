/** The shells that can complete what is typed after `adt-setup`. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type ShellName = (typeof shells)[number];
