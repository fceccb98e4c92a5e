/** In which language the settings of the sandbox are written down. */
export const envFormats = ['bash', 'powershell', 'json', 'terraform', 'azd', 'bicep'] as const;
export type EnvFormat = (typeof envFormats)[number];
