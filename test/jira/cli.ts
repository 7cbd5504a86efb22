/** `npm run jira`: starts the practice Jira and says where it is. Ends cleanly on SIGTERM and Ctrl+C. */
import { writeFileSync } from 'node:fs'
import { helpText, readCliOptions, type CliOptions } from './cli-options.ts'
import { startPracticeJira } from './index.ts'

async function run(cli: CliOptions): Promise<void> {
  const jira = await startPracticeJira(cli.jira)
  const end = (): void => {
    void jira.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  if (cli.caFile !== undefined && jira.caPem !== undefined) writeFileSync(cli.caFile, jira.caPem)
  if (cli.json) {
    process.stdout.write(
      `${JSON.stringify({ url: jira.url, port: jira.port, users: jira.users, caPem: jira.caPem })}\n`
    )
    return
  }
  const users = jira.users.map((user) => `  ${user.name} / ${user.password}`).join('\n')
  process.stdout.write(`Practice Jira ${cli.jira.version ?? ''} is ready at ${jira.url}

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
