/**
 * What every file of renderer tests does at its end: take down what it drew while there still is a window. Vitest has no
 * globals here, so the testing library cannot register its own clean-up; and work that React had put off would find
 * happy-dom gone, which counts as an unhandled error of a file whose tests all passed.
 */
import { cleanup } from '@testing-library/react'
import { afterAll, afterEach } from 'vitest'

/** React puts work off by `setImmediate`, and that work may put off more. */
const turnsUntilQuiet = 5

afterEach(cleanup)

afterAll(async () => {
  for (let turn = 0; turn < turnsUntilQuiet; turn += 1) await new Promise((done) => setImmediate(done))
})
