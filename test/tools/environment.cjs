const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

/**
 * Jest follows what belongs to which test in a storage of each test file (jest-circus 30.5.2), and leaves it on: in Node before 24 each
 * of them costs every promise of all files after it. It ends here with its file.
 */
const begun = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...told) {
  begun.add(this);
  return Reflect.apply(run, this, told);
};

module.exports = class extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of begun) storage.disable();
    begun.clear();
  }
};
