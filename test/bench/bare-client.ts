/** A program of its own that does the least: downloads pages one after the other and parses them. Prints milliseconds. */
const { url, user, password, pages, size, fields } = JSON.parse(process.argv[2] ?? '{}') as {
  url: string
  user: string
  password: string
  /** Search queries, in order. */
  pages: string[]
  size: number
  fields: string
}
const headers = {
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  Accept: 'application/json',
  'User-Agent': 'AtTrack-bench'
}
// The connection is opened beforehand, as it is in the app by then.
await (await fetch(`${url}/rest/api/2/serverInfo`)).arrayBuffer()
const start = performance.now()
let issues = 0
for (const query of pages) {
  const reply = await fetch(`${url}/rest/api/2/search?${query}`, { headers })
  const page = JSON.parse(Buffer.from(await reply.arrayBuffer()).toString('utf8')) as { issues: unknown[] }
  issues += page.issues.length
}
console.log(JSON.stringify({ ms: performance.now() - start, issues, size, fields }))

export {}
