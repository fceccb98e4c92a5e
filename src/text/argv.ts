/** A command line, one argument an element. */
export type Argv = readonly string[];
