/** `npm run bench`: ratios measured in one run, printed, and written to bench-results/. No target, no assertion. */
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { launchApp } from '../e2e/support/launchApp.ts'
import { startJiraProcess } from './jira-process.ts'
import { table, type Ratio } from './measure.ts'
import { benchStart } from './start-bench.ts'
import { benchSync } from './sync-bench.ts'

const quick = process.argv.includes('--quick')
const issues = quick ? 2_000 : 20_000
const rounds = quick ? 1 : 3

const ratios: Ratio[] = []
ratios.push(await benchStart(quick ? 1 : 5, 'start'))

const jira = await startJiraProcess(issues)
const app = await launchApp()
try {
  ratios.push(...(await benchSync(app, jira, issues, rounds)))
} finally {
  await app.close()
  jira.close()
}

mkdirSync('bench-results', { recursive: true })
const about = { when: new Date().toISOString(), cores: os.cpus().length, node: process.version, issues, rounds }
writeFileSync('bench-results/bench.json', `${JSON.stringify({ ...about, ratios }, null, 2)}\n`)
writeFileSync('bench-results/bench.md', `${table(ratios)}\n`)
console.log(
  `\n${table(ratios)}\n\n${about.cores} cores, Node ${about.node}; all figures from this one run. Also in bench-results/.`
)
