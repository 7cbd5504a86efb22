/** A Jira that holds what somebody who means harm has written, and a gateway that makes its replies worse. */
import http from 'node:http'
import type { IssueInput, PracticeJira } from '../../jira/index.ts'

/** Runs only where text is taken for a script. */
const canary = 'window.canary=1'
const script = (url: string): string =>
  `<script>${canary}</script><img src=x onerror="${canary}"><svg/onload="${canary}"><iframe src="${url}/frame"></iframe><style>*{display:none}</style>`

export const wide = '日'

/** @param url a host that nothing may ever be asked of. @returns the keys of the issues by what is wrong with them. */
export function writeHostileIssues(jira: PracticeJira, url: string): Record<string, string> {
  const keys: Record<string, string> = {}
  const make = (name: string, fields: object): void =>
    void (keys[name] = jira.admin.createIssue('EVIL', fields as IssueInput).key)
  make('tags', {
    summary: `Tags ${script(url)}`,
    description: `${script(url)}\n{html}${script(url)}{html}\n{code:html}${script(url)}{code}\nh1. <b onmouseover="${canary}">x</b>`,
    assignee: {
      name: 'evil',
      key: 'evil',
      displayName: `<img src="${url}/name.png" onerror="${canary}">`,
      active: true,
      timeZone: 'UTC'
    },
    labels: ['<b>label</b>', '"><script>1</script>']
  })
  make('links', {
    summary: 'Links',
    description: [
      `[script|javascript:${canary}]`,
      `[upper|JAVASCRIPT:${canary}]`,
      `[tab|java\tscript:${canary}]`,
      '[data|data:text/html,<script>1</script>]',
      '[file|file:///etc/passwd]',
      '[share|\\\\host\\share]',
      '[smb|smb://host/share]',
      '[vb|vbscript:x]',
      '[app|app://attrack/index.html]',
      '[ms|ms-msdt:/id]',
      '[blob|blob:https://x/y]',
      '[proto|//evil.example.com/x]',
      '[relative|../secret]',
      `[good|${url}/good]`,
      '[mail|mailto:anna@example.com]',
      `javascript:${canary}`,
      `${url}/bare`
    ].join('\n')
  })
  make('images', {
    summary: 'Images',
    description: `!${url}/x.png!\n!${url}/y.png|thumbnail!\n!${url}/x.gif|width=1,onload=${canary}!\n!javascript:${canary}!\n||!${url}/head.png!||\n|!${url}/cell.png!|\n{panel:bgColor=url(${url}/p.png)}x{panel}\n{color:url(${url}/c.png)}x{color}\n{color:red;background:url(${url}/d.png)}x{color}`
  })
  make('bidi', {
    summary: 'Bidi \u202egnp.exe\u202c \u2066hidden\u2069 \u200f\u0007end',
    description: 'before \u202eevil\u202c after \u0000\u0008',
    assignee: { name: 'b', key: 'b', displayName: 'Anna \u202ekawoN', active: true, timeZone: 'UTC' }
  })
  make('long', { summary: `Long ${'x'.repeat(1_000_000)}`, description: null })
  make('nested', {
    summary: 'Nested',
    description: `${'{quote}{panel:title=a}* *_-+^'.repeat(3_000)}x${'{color:red}[a|http://b.c'.repeat(1_000)}`.slice(
      0,
      100_000
    )
  })
  make('labels', { summary: 'Labels', labels: [{ name: 'object' }, 7, null, 'plain', ['a']] })
  make('wide', {
    summary: wide.repeat(2_000),
    description: `*${wide}* `.repeat(30_000),
    labels: Array.from({ length: 150 }, (_, n) => `${n}${wide.repeat(400)}`)
  })
  for (const name of ['idText', 'idMissing', 'keyOdd', 'noFields', 'noSummary', 'noTime', 'proto', 'fieldsList'])
    make(name, { summary: `Issue ${name}` })
  for (let n = 0; n < 220; n += 1)
    make(`filler ${n}`, {
      summary: `${n} ${wide.repeat(1_200)}`,
      assignee: { name: `u${n}`, key: `u${n}`, displayName: `${n} ${wide.repeat(300)}`, active: true, timeZone: 'UTC' }
    })
  return keys
}

type RawIssue = { id?: unknown; key?: unknown; fields?: unknown }

/** What no Jira sends. */
function distort(text: string, keys: Readonly<Record<string, string>>): string {
  const reply = JSON.parse(text) as { issues?: RawIssue[] }
  for (const issue of reply.issues ?? []) {
    const fields = issue.fields as Record<string, unknown> | undefined
    if (!fields || !('summary' in fields)) continue
    const name = Object.keys(keys).find((one) => keys[one] === issue.key)
    if (name === 'idText') issue.id = '1; drop table tasks'
    if (name === 'idMissing') delete issue.id
    if (name === 'keyOdd') issue.key = `<script>${canary}</script>`
    if (name === 'noFields') issue.fields = null
    if (name === 'fieldsList') issue.fields = ['summary']
    if (name === 'noSummary') fields['summary'] = { toString: 'x' }
    if (name === 'noTime') fields['updated'] = 'yesterday'
    if (name === 'proto') fields['PROTO'] = { summary: 'polluted', polluted: true, labels: ['polluted'] }
  }
  return JSON.stringify(reply).replaceAll('"PROTO":', '"__proto__":')
}

export interface Gateway {
  /** What the app is told is the Jira. */
  readonly url: string
  close(): Promise<void>
}

/** Stands in front of the practice Jira and changes its replies. */
export async function startGateway(jira: PracticeJira, keys: Readonly<Record<string, string>>): Promise<Gateway> {
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/'
    const onward = http.request(
      jira.origin + path,
      { method: request.method, headers: { ...request.headers, 'accept-encoding': 'identity' } },
      (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk))
        reply.on('end', () => {
          let body = Buffer.concat(chunks).toString()
          if (path.includes('/search')) body = distort(body, keys)
          // Refusals are pages; the advisor's question about passwords gets one.
          if (path.includes('/serverInfo') && reply.statusCode === 200)
            body = JSON.stringify({
              ...(JSON.parse(body) as object),
              serverTitle: `Jira \u202e<script>${canary}</script>${wide.repeat(3_000)}`
            })
          if (/\/project(\?|$)/.test(path))
            body = JSON.stringify(
              (JSON.parse(body) as { name: string; key: string }[]).map((one) => ({
                ...one,
                name: `${one.name} \u202e<b>${wide.repeat(1_000)}`
              }))
            )
          response.writeHead(reply.statusCode ?? 500, { ...reply.headers, 'content-length': Buffer.byteLength(body) })
          response.end(body)
        })
      }
    )
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}${new URL(jira.url).pathname}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
