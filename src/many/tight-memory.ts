import { setFlagsFromString } from 'node:v8';

/**
 * A long list makes garbage for minutes. V8 would let much more of that pile up than all that the list needs, since it takes collecting
 * for dearer than memory: what is there after a collection may grow by a fifth until the next one, and the space for what is new stays
 * as it is. Both are read at each collection, so they can be set while the program runs.
 */
export function tightMemory(): void {
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--semi-space-growth-factor=1');
}
