/** Milliseconds since 1970. */
export type Moment = number;
