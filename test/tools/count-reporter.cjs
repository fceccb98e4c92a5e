/** Prints which tests were left out for lack of a tool, and the tests' count on a line of its own, for people and for continuous integration. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    for (const { testResults } of results.testResults) {
      for (const { status, fullName } of testResults) {
        if (status === 'pending' && fullName.includes('left out:')) process.stdout.write(`skipped: ${fullName}\n`);
      }
    }
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.stdout.write(
      `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
};
