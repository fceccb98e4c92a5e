/** The Node.js that the built program is started with: `ADT_TEST_NODE`, or the one that runs the tests. */
export const node = process.env['ADT_TEST_NODE'] || process.execPath;
