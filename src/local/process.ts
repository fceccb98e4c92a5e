/** The parts of `process` that the program uses. */
export type Process = Pick<
  NodeJS.Process,
  'env' | 'stdin' | 'stdout' | 'stderr' | 'platform' | 'on' | 'once' | 'emit' | 'removeListener' | 'kill'
>;
