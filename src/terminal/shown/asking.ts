/** Told when a question is about to be drawn, and when it has been answered. */
export interface Asking {
  begins(): void;
  ends(): void;
}

/** Notes whether a question is drawn; whatever else is drawn stops when one begins. */
export function askingOver(rest: () => void): { readonly asking: Asking; isAsking(): boolean } {
  let isAsking = false;
  const begins = (): void => {
    rest();
    isAsking = true;
  };
  const ends = (): void => {
    isAsking = false;
  };
  return { asking: { begins, ends }, isAsking: () => isAsking };
}
