/**
 * Makes `docs/failures.md` of the catalogue (preload/contract/failures) and of what the tests recognised
 * (test-results/recognised, see test/support/recognised.ts). With `--check` nothing is written: it fails when a fault of
 * the practice Jira or a code was recognised by no test, or when the file is not what would be written.
 * Run the unit, integration, end-to-end and security tests first; `npm test` does all of it.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root, say, tool } from './lib/process.mjs'

/** @typedef {{ code: string, by: string, how: string }} Seen */
/** @typedef {{ title: string, cause: string, remedy: string, retry: string, evidence: string, source: string }} Words */

const file = join(root, 'docs/failures.md')
const results = join(root, 'test-results/recognised')

/** TypeScript of the app and the tests, which this script reads as data. @param {string} path @returns {Promise<any>} */
const load = (path) => import(pathToFileURL(join(root, path)).href)

/** Everything recognised, each once, in a fixed order. @returns {Promise<Seen[]>} */
const readResults = async () => {
  const names = await readdir(results).catch(() => [])
  const lines = new Set()
  for (const name of names.filter((one) => one.endsWith('.jsonl')))
    for (const line of (await readFile(join(results, name), 'utf8')).split('\n')) if (line) lines.add(line)
  return [...lines].sort().map((line) => JSON.parse(line))
}

const hows = { doctor: 'Connection Doctor', 'sign-in': 'signing in', sync: 'sync', app: 'the app' }
/** @param {Seen[]} some */
const howsOf = (some) =>
  Object.entries(hows)
    .filter(([how]) => some.some((one) => one.how === how))
    .map(([, words]) => words)
    .join(', ')

/** In a table's cell or a list. @param {string} text */
const plain = (text) => text.replace(/([|<>*])/g, '\\$1')

/** @param {{ name: string, describe: string, issueName: string }[]} faults @param {Seen[]} seen */
const faultTable = (faults, seen) => {
  const rows = faults.map(({ name, describe, issueName }, at) => {
    const mine = seen.filter(({ by }) => by === name)
    const told = [...new Set(mine.map(({ code }) => code))].map((code) => {
      const words = howsOf(mine.filter((one) => one.code === code))
      return `${code === 'works' ? 'nothing: it works' : `\`${code}\``} (${words})`
    })
    const first = faults[at - 1]?.issueName !== issueName
    return `| ${first ? plain(issueName) : ''} | \`${name}\` | ${plain(describe)} | ${told.join('<br>') || '**nobody has seen it**'} |`
  })
  return ['| fault | name | what happens | told as, by |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** @param {string} code @param {Words} words @param {Seen[]} mine @param {any} texts @param {(text: string) => string} inGeneral */
const entry = (code, words, mine, texts, inGeneral) => {
  const situations = [...new Set(mine.map(({ by }) => by))].map(
    (by) => `${plain(by)} (${howsOf(mine.filter((one) => one.by === by))})`
  )
  return [
    `#### ${plain(inGeneral(words.title))}`,
    '',
    `- Code: \`${code}\``,
    `- Cause: ${plain(inGeneral(words.cause))}`,
    `- What to do: ${plain(inGeneral(words.remedy))}`,
    `- Trying again: ${texts.retries[words.retry]}`,
    `- What AtTrack goes by: ${plain(words.evidence)}`,
    `- Described in: ${plain(words.source)}`,
    `- Recognised in the tests when: ${situations.join('; ') || '**never**'}`
  ].join('\n')
}

/** @returns {Promise<{ text: string, problems: string[] }>} the document, and what no test has recognised */
const makeDocument = async () => {
  const { catalogue, failureAreas } = await load('preload/contract/failures/catalogue.ts')
  const { inGeneral } = await load('preload/contract/failures/words.ts')
  const { failures: texts } = await load('renderer/i18n/en/failures.ts')
  const { allFaults } = await load('test/jira/all-faults.ts')
  const { canShow } = await load('test/faults/surroundings-here.ts')
  const { matrix, recognisedBy } = await load('test/faults/matrix.ts')
  const recorded = await readResults()
  const seen = [...recorded]
  // What this computer's network cannot show is taken from the matrix.
  for (const row of matrix)
    if (row.needs && !recorded.some(({ by }) => by === row.fault) && !(await canShow(row)))
      seen.push({ code: row.code, by: row.fault, how: recognisedBy(row.during) })

  const problems = [
    ...allFaults
      .filter((/** @type {any} */ { name }) => !seen.some(({ by }) => by === name))
      .map((/** @type {any} */ { name }) => `no test recognises the fault ${name}`),
    ...Object.keys(catalogue)
      .filter((code) => !seen.some((one) => one.code === code))
      .map((code) => `no test recognises the code ${code}`)
  ]
  const areas = Object.entries(failureAreas).map(([area, codes]) =>
    [
      `### ${texts.areas[area]}`,
      ...Object.entries(codes).map(([code, words]) =>
        entry(
          code,
          words,
          seen.filter((one) => one.code === code),
          texts,
          inGeneral
        )
      )
    ].join('\n\n')
  )
  const text = `# ${texts.heading}

Every failure AtTrack can tell, and the proof that it does. Made by \`scripts/failures-doc.mjs\` from the catalogue
(\`preload/contract/failures\`) and from what the tests recognised; \`npm test\` fails where a line would be missing. The app
shows the same under *Settings → ${texts.heading}*. What stands in ‹ › is filled in where it happens.

## The faults of the practice Jira

\`npm run jira -- --fault <name>\` starts one of them.

${faultTable(allFaults, seen)}

## The failures

${areas.join('\n\n')}
`
  return { text, problems }
}

/** @param {string[]} args @returns {Promise<number>} the exit code */
const main = async (args) => {
  // Only Node 24 reads the sources as they are.
  if (Number(process.versions.node.split('.')[0]) < 24)
    return (await tool('node', [fileURLToPath(import.meta.url), ...args])).code
  const { text, problems } = await makeDocument()
  for (const problem of problems) say(problem)
  if (!args.includes('--check')) {
    await writeFile(file, text)
    return 0
  }
  const differs = (await readFile(file, 'utf8').catch(() => '')) !== text
  if (differs) say('docs/failures.md is not up to date: node scripts/failures-doc.mjs writes it.')
  return problems.length > 0 || differs ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
