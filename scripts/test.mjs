/** `npm test`: every check there is, in one run, ending with one line that counts them. */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { relative, join, sep } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { Stop, root, say, tool, toolEnv } from './lib/process.mjs'
import { openSession } from './lib/session.mjs'
import { prepareRuntime } from './prepare-runtime.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const results = join(root, 'test-results')
const none = () => ({ passed: 0, failed: 0, skipped: 0 })

/** A check that passes or fails as a whole. @param {string} name @param {string[]} command */
const check = (name, [program = '', ...args]) => ({
  name,
  run: async () => {
    const { code, output } = await tool(program, args, { output: 'collect' })
    if (code !== 0) say(output)
    return { ...none(), passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  }
})

const checks = [
  check('lint', ['oxlint']),
  check('format', ['oxfmt', '--check']),
  check('types', ['tsc', '-b', '--builders', '2']),
  check('layers', ['node', 'scripts/check-layers.mjs']),
  check('licences', ['node', 'scripts/check-licences.mjs'])
]

/** The Vitest projects, in the order shown. */
const projects = ['unit', 'renderer', 'integration', 'security']

/** @param {string} file */
const projectOf = (file) => {
  const [, folder = '', sub] = relative(root, file).split(sep)
  return folder === 'unit' && sub === 'renderer' ? 'renderer' : folder
}

/** @param {string} file @returns {Promise<any>} */
const readReport = async (file) => JSON.parse(await readFile(file, 'utf8').catch(() => 'null'))

/** One run for all projects: starting Vitest takes longer than most of them.
 * @param {NodeJS.ProcessEnv} env @param {string[]} wanted @returns {Promise<Map<string, Counts>>} */
const runVitest = async (env, wanted) => {
  const file = join(results, 'vitest.json')
  await rm(file, { force: true })
  const chosen = wanted.flatMap((name) => ['--project', name])
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  // Colours in a log file hide the words.
  const plain = process.stdout.isTTY ? env : { ...env, NO_COLOR: '1' }
  const { code } = await tool('vitest', ['run', '--passWithNoTests', ...chosen, ...reporters], { env: plain })
  const report = await readReport(file)
  const counts = new Map(wanted.map((name) => [name, none()]))
  for (const suite of report?.testResults ?? []) {
    const count = counts.get(projectOf(suite.name))
    if (!count) continue
    for (const { status } of suite.assertionResults)
      count[status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped']++
    // A file that could not be loaded has no tests to fail.
    if (
      suite.status === 'failed' &&
      !suite.assertionResults.some((/** @type {any} */ test) => test.status === 'failed')
    )
      count.failed++
  }
  // Something went wrong outside of any test: an unhandled rejection, a crash.
  const first = counts.get(wanted[0] ?? '')
  if (code !== 0 && first && ![...counts.values()].some((count) => count.failed > 0)) first.failed++
  return counts
}

/** @param {any} suite @returns {string[]} the outcome of every test in it */
const outcomesOf = (suite) => [
  ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) => spec.tests.map((/** @type {any} */ test) => test.status)),
  ...(suite.suites ?? []).flatMap(outcomesOf)
]

/** @param {NodeJS.ProcessEnv} env @param {string[]} wanted `e2e`, `security`
 * @returns {Promise<Map<string, Counts>>} */
const runPlaywright = async (env, wanted) => {
  const file = join(results, 'playwright.json')
  await rm(file, { force: true })
  const folders = wanted.map((name) => `test/${name}/`)
  const { code } = await tool('playwright', ['test', ...folders, '--reporter=list,json', '--pass-with-no-tests'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  })
  const report = await readReport(file)
  const counts = new Map(wanted.map((name) => [name, none()]))
  for (const suite of report?.suites ?? []) {
    const count = counts.get(suite.file.split('/')[0])
    if (!count) continue
    for (const outcome of outcomesOf(suite))
      count[outcome === 'skipped' ? 'skipped' : outcome === 'unexpected' ? 'failed' : 'passed']++
  }
  const first = counts.get(wanted[0] ?? '')
  if (code !== 0 && first && ![...counts.values()].some((count) => count.failed > 0)) first.failed++
  return counts
}

/** Every fault and every failure code recognised by a test, and the document says so. Only after all tests that could
 * recognise one: their names are in `proofs`. */
const failuresDoc = check('failures', ['node', 'scripts/failures-doc.mjs', '--check'])
const proofs = ['unit', 'integration', 'e2e', 'security']

/** @param {Counts} a @param {Counts} [b] */
const sum = (a, b = none()) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped
})

/** @param {Counts} count */
const describe = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/**
 * @param {string[]} only names of steps to run; all when empty
 * @returns {Promise<number>} the exit code
 */
export const runTests = async (only) => {
  const names = [...checks.map(({ name }) => name), ...projects, 'e2e', failuresDoc.name]
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new Stop(`No such step: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  const wanted = (/** @type {string} */ name) => only.length === 0 || only.includes(name)
  await mkdir(results, { recursive: true })
  // What an earlier run recognised proves nothing about this one.
  if (proofs.every(wanted)) await rm(join(results, 'recognised'), { recursive: true, force: true })
  const total = none()
  /** @param {string} name @param {Counts} counts @param {number} since */
  const report = (name, counts, since) => {
    if (counts.passed + counts.failed === 0) {
      say(`${name}: no test ran, which counts as a failure`)
      counts.failed = 1
    }
    for (const key of /** @type {(keyof Counts)[]} */ (Object.keys(total))) total[key] += counts[key]
    say(
      `${counts.failed > 0 ? '✗' : '✓'} ${name.padEnd(12)} ${describe(counts)} (${((Date.now() - since) / 1000).toFixed(1)} s)`
    )
  }

  await Promise.all(
    checks
      .filter(({ name }) => wanted(name))
      .map(async ({ name, run }) => {
        const since = Date.now()
        report(name, await run(), since)
      })
  )
  const chosen = projects.filter(wanted)
  if (chosen.length > 0 || wanted('e2e')) {
    const session = await openSession({ display: true, keychain: true })
    const env = { ...session.env, PATH: toolEnv().PATH }
    try {
      // Integration tests may start the built app too.
      const since = Date.now()
      const ready = await Promise.all([prepareRuntime(), ensureBuild()]).then(
        () => true,
        (error) => {
          say(error instanceof Stop ? error.message : error.stack)
          return false
        }
      )
      if (!ready) report('build', { ...none(), failed: 1 }, since)
      /** Kinds that Playwright runs, the second one together with Vitest. */
      const driven = ready ? ['e2e', 'security'].filter(wanted) : []
      const start = Date.now()
      const counts = chosen.length > 0 ? await runVitest(env, chosen) : new Map()
      for (const [name, count] of counts) if (!driven.includes(name)) report(name, count, start)
      const startDriven = Date.now()
      if (driven.length > 0)
        for (const [name, count] of await runPlaywright(env, driven))
          report(name, sum(count, counts.get(name)), startDriven)
    } finally {
      await session.close()
    }
  }
  if (wanted(failuresDoc.name)) {
    const since = Date.now()
    report(failuresDoc.name, await failuresDoc.run(), since)
  }
  process.stdout.write(`${describe(total)}\n`)
  return total.failed > 0 ? 1 : 0
}
