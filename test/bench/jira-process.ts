/** The practice Jira in a process of its own, so that it does not share a thread with what is measured. */
import { spawn } from 'node:child_process'
import path from 'node:path'

export interface JiraProcess {
  readonly url: string
  close(): void
}

/** @param issues size of the generated project GEN. */
export async function startJiraProcess(issues: number): Promise<JiraProcess> {
  const cli = path.join(import.meta.dirname, '..', 'jira', 'cli.ts')
  // 9.12 has no search window: the bare client may page on without the slices the app needs on 10.x.
  const args = [
    cli,
    '--json',
    '--quiet',
    '--port',
    '0',
    '--version',
    '9.12',
    '--issues',
    String(issues),
    '--project-key',
    'GEN'
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (data) => {
      text += String(data)
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    child.once('exit', () => reject(new Error('The practice Jira did not start.')))
  })
  return { url: (JSON.parse(line) as { url: string }).url, close: () => void child.kill() }
}

export async function adminCall(jira: JiraProcess, method: string, ...args: unknown[]): Promise<unknown> {
  const reply = await fetch(`${jira.url}/__admin/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(args)
  })
  const answer = (await reply.json()) as { result?: unknown; error?: string }
  if (answer.error) throw new Error(answer.error)
  return answer.result
}
