/** `npm run jira`: starts the practice Jira and says where it is. Ends cleanly on SIGTERM and Ctrl+C. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { helpText } from './cli-help.ts'
import { readCliOptions, type CliOptions } from './cli-options.ts'
import { startPracticeJira } from './index.ts'
import { startSurroundings, surroundingsTable, type Surroundings } from './surroundings/index.ts'

async function start({ surroundings, jira: options }: CliOptions): Promise<Surroundings> {
  if (surroundings !== undefined) return startSurroundings(surroundings, options)
  const jira = await startPracticeJira(options)
  const { url, caPem } = jira
  return { url, jira, ...(caPem === undefined ? {} : { caPem }), close: () => jira.close() }
}

/** What a person would have been given as a file: its name, and what it is. */
interface HandedOut {
  readonly name: string
  readonly is: string
  readonly content: string | Uint8Array
}

function handedOut({ caPem, intermediatePem, clientPfx, clientPem }: Surroundings): HandedOut[] {
  const files: HandedOut[] = []
  if (caPem !== undefined) files.push({ name: 'authority.pem', is: 'certificate to import', content: caPem })
  if (intermediatePem !== undefined)
    files.push({ name: 'intermediate.pem', is: 'the certificate in between', content: intermediatePem })
  if (clientPfx !== undefined) {
    const is = `client certificate, passphrase ${clientPfx.passphrase}`
    files.push({ name: 'client.pfx', is, content: clientPfx.bytes })
  }
  if (clientPem !== undefined) {
    files.push({ name: 'client.pem', is: 'the same, certificate', content: clientPem.certificate })
    files.push({ name: 'client-key.pem', is: 'the same, private key', content: clientPem.key })
  }
  return files
}

async function run(cli: CliOptions): Promise<void> {
  const started = await start(cli)
  const { jira, url, caPem, proxy, pacUrl } = started
  const files = cli.surroundings === undefined && cli.files === undefined ? [] : handedOut(started)
  const own = files.length > 0 && cli.files === undefined ? mkdtempSync(join(tmpdir(), 'practice-jira-files-')) : null
  const end = (): void => {
    if (own !== null) rmSync(own, { recursive: true, force: true })
    void started.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  const folder = own ?? cli.files ?? '.'
  if (files.length > 0) mkdirSync(folder, { recursive: true })
  for (const { name, content } of files) writeFileSync(join(folder, name), content, { mode: 0o600 })
  if (cli.caFile !== undefined && caPem !== undefined) writeFileSync(cli.caFile, caPem)
  if (cli.json) {
    const paths = Object.fromEntries(files.map(({ name }) => [name, join(folder, name)]))
    const { passphrase } = started.clientPfx ?? {}
    const known = { url, port: jira.port, users: jira.users, caPem, jiraUrl: jira.url, proxy, pacUrl, passphrase }
    process.stdout.write(`${JSON.stringify({ ...known, files: paths })}\n`)
    return
  }
  const users = jira.users.map((user) => `  ${user.name} / ${user.password}`).join('\n')
  const around = surroundingsTable.get(cli.surroundings ?? '')
  const lines = [
    ...(around === undefined ? [] : [`${around.name}: ${around.describe}`, '', `Enter:  ${url}`]),
    ...files.map(({ name, is }) => `File:   ${join(folder, name)} (${is})`),
    ...(proxy === undefined
      ? []
      : [`Proxy:  ${proxy.url}${proxy.user === undefined ? '' : `, ${proxy.user} / ${proxy.password}`}`]),
    ...(pacUrl === undefined ? [] : [`Script: ${pacUrl}`])
  ]
  process.stdout.write(`Practice Jira ${cli.jira.version ?? ''} is ready at ${jira.url}
${lines.map((line) => `${line}\n`).join('')}
${users}

Application links: ${jira.url}/plugins/servlet/applinks/listApplicationLinks (as admin)
Faults:            ${jira.url}/__admin/
Stop with Ctrl+C.
`)
}

try {
  const cli = readCliOptions(process.argv.slice(2))
  if (cli.help) process.stdout.write(helpText())
  else await run(cli)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\nTry --help.\n`)
  process.exitCode = 1
}
