/** The version in package.json; a test keeps them equal. */
export const version = '0.1.0';

/** Where defects are reported: the address of package.json's `bugs`, where there is one; a test keeps them equal. */
export const bugs: string | undefined = undefined;
