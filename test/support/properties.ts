import fc from 'fast-check';

/*
 * Properties draw the same values in every run, so that a test which passed once passes again; ADT_TEST_SEED=random (or
 * a number) draws others. The torture has seeds of its own.
 */
const asked = process.env['ADT_TEST_SEED'] ?? '1';
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });

export { fc };
