import type { Argv } from '../text/argv.ts';

/**
 * What adds the service Azure Digital Twins to a directory that lacks it: an administrator runs it once. The id is that of
 * Microsoft's application, the same everywhere (Azure Digital Twins, "Create an app registration").
 */
export const serviceLine: Argv = ['az', 'ad', 'sp', 'create', '--id', '0b07f429-9f4b-4714-9392-cc5e8e80c8b0'];
