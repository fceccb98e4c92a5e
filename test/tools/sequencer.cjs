const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes longest, the longest first: begun last, one of them would keep all others waiting. */
const longest = [
  'structure/ninth-step',
  'many/walked',
  'judges/az',
  'e2e/conversation/resume',
  'e2e/beliefs',
  'undo/list.test',
  'e2e/terminal',
  'e2e/proxy-refuses',
  'e2e/scenarios/',
  'e2e/unattended',
  'e2e/deployed-list',
  'e2e/conversation/change-of-mind',
  'bad-inputs/any-input',
  'torture/sample',
  'bad-inputs/server/',
  'e2e/',
  'undo/',
  'bad-inputs/',
  'torture/',
];

/** Jest's own order is that of the last run, or by size where there was none. */
module.exports = class extends Sequencer {
  sort(tests) {
    const place = ({ path }) => longest.findIndex((each) => path.replaceAll('\\', '/').includes(`/test/${each}`));
    const rank = (test) => (place(test) < 0 ? longest.length : place(test));
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }

  /** Every so many of them, in that order: each part takes as long as the others. */
  shard(tests, { shardIndex, shardCount }) {
    return this.sort(tests).filter((_, at) => at % shardCount === shardIndex - 1);
  }
};
