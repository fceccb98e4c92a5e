// Starts the program with a clock that stands still, so that nothing of what it shows depends on the machine.
const now = Date.parse('2026-01-02T09:00:00Z');
Date.now = () => now;
await import('../../dist/main.js');
