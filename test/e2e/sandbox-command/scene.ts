import { afterEach, beforeEach } from '@jest/globals';
import { type Home, newHome } from '../../support/places.ts';
import { stopAll } from '../../support/serving.ts';

export let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  stopAll();
  home.remove();
});
