const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * What takes longest, the longest first: begun last, one of them would keep all others waiting. What keeps the processor busy is
 * mixed with what waits for a sandbox, and each two that follow each other are about as long: they are of two halves.
 */
const longest = [
  'first-steps/as-printed',
  'sandbox/deployments/judges/az.test',
  'judges/list-deployed',
  'judges/az.test',
  'many/walked',
  'e2e/beliefs',
  'sandbox/deployments/judges/bicep-deploy',
  'e2e/terminal',
  'torture/sample',
  'structure/ninth-step',
  'e2e/conversation/resume',
  'e2e/proxy-refuses',
  'undo/list.test',
  'azure/sign-in/real-az',
  'bad-inputs/any-input',
  'e2e/scenarios/scenarios.test',
  'e2e/deployed-list',
  'e2e/conversation/change-of-mind',
  'e2e/unattended',
  'bad-inputs/server/connections',
  'e2e/scenarios/scenarios-terminal',
  'bad-inputs/terminal',
  'e2e/helpful-administrator',
  'e2e/',
  'undo/',
  'bad-inputs/',
  'torture/',
  'judges/',
  'completion/',
];

const pathOf = ({ path }) => path.replaceAll('\\', '/');
const rankOf = (test) => {
  const at = longest.findIndex((each) => pathOf(test).includes(`/test/${each}`));
  return at < 0 ? longest.length : at;
};

/** Jest's own order is that of the last run, or by size where there was none. */
module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }

  /** Every so many of them, in an order that no run changes: each part takes as long as the others, and all are everything. */
  shard(tests, { shardIndex, shardCount }) {
    const byName = tests.toSorted((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1));
    const inOrder = byName.sort((one, other) => rankOf(one) - rankOf(other));
    return inOrder.filter((_, at) => at % shardCount === shardIndex - 1);
  }
};
