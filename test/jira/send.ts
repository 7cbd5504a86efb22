/** Sends a reply with the headers real Jira adds, compressed when accepted, and broken when a fault says so. */
import { randomInt } from 'node:crypto'
import { STATUS_CODES, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Exchange, Reply } from './exchange.ts'
import type { World } from './world.ts'

const compress = promisify(gzip)

export async function sendReply(
  exchange: Exchange,
  reply: Reply,
  world: World,
  response: ServerResponse
): Promise<void> {
  if (reply.delayMs !== undefined && reply.delivery !== 'drip') await wait(reply.delayMs)
  if (response.destroyed) return
  if (reply.delivery === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  let body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body
  const headers: Record<string, string | string[]> = { ...jiraHeaders(exchange, world), ...reply.headers }
  const cookie = sessionCookie(exchange, world)
  if (cookie !== undefined) headers['set-cookie'] = cookie
  if (reply.delivery === 'huge') {
    await sendEndless(reply, headers, response)
    return
  }
  const asItIs = reply.headers['content-encoding'] !== undefined
  if (!asItIs && body.length > 1_024 && /\bgzip\b/.test(String(exchange.headers['accept-encoding'] ?? ''))) {
    body = await compress(body, { level: constants.Z_BEST_SPEED })
    headers['content-encoding'] = 'gzip'
    headers['vary'] = 'Accept-Encoding,User-Agent'
  }
  headers['content-length'] = String(body.length)
  if (reply.delivery === 'drip') {
    await sendDripping(reply, headers, body, response)
    return
  }
  response.sendDate = false
  response.writeHead(reply.status, headers)
  if (exchange.method === 'HEAD') response.end()
  else if (reply.delivery === 'stall' || reply.delivery === 'cut') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => {
      if (reply.delivery === 'cut') response.socket?.destroy()
    })
  } else response.end(body)
}

function jiraHeaders(exchange: Exchange, world: World): Record<string, string> {
  const now = new Date(world.clock.now())
  const minutes = now.getUTCHours() * 60 + now.getUTCMinutes()
  return {
    date: now.toUTCString(),
    'x-arequestid': `${minutes}x${randomInt(1_000_000)}x1`,
    'x-anodeid': 'node1',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-xss-protection': '1; mode=block',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'x-ausername': encodeURIComponent(exchange.user?.name ?? 'anonymous'),
    ...(exchange.loginReason === undefined ? {} : { 'x-seraph-loginreason': exchange.loginReason })
  }
}

/** Each reply to a client without a session opens one, signed in when a password was given: cookie jars show. */
function sessionCookie(exchange: Exchange, world: World): string[] | undefined {
  if (exchange.path === undefined || exchange.path.startsWith('/__admin')) return undefined
  const known = world.sessions.find(exchange.headers.cookie)
  if (known !== undefined && known === exchange.session) return undefined
  exchange.session ??= world.sessions.open(exchange.authentication === 'basic' ? exchange.user?.name : undefined)
  const secure = exchange.origin.startsWith('https:') ? '; Secure' : ''
  return [
    `JSESSIONID=${exchange.session.id}; Path=${world.contextPath === '' ? '/' : world.contextPath}; HttpOnly${secure}`
  ]
}

/** Writes past Node's own head of a reply, which always goes out in one piece. Ends the connection afterwards. */
async function sendDripping(
  reply: Reply,
  headers: Record<string, string | string[]>,
  body: Buffer,
  response: ServerResponse
): Promise<void> {
  const { socket } = response
  const fields = Object.entries({ ...headers, connection: 'close' }).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${one}\r\n`)
  )
  const head = `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status]}\r\n${fields.join('')}\r\n`
  for (const byte of Buffer.from(head, 'latin1')) {
    if (socket === null || socket.destroyed) return
    socket.write(Buffer.of(byte))
    await wait((reply.delayMs ?? 0) / head.length)
  }
  socket?.end(body)
}

async function sendEndless(
  reply: Reply,
  headers: Record<string, string | string[]>,
  response: ServerResponse
): Promise<void> {
  response.sendDate = false
  response.writeHead(reply.status, headers)
  response.write('{"padding":"')
  const padding = Buffer.alloc(1024 * 1024, 'x')
  // Ends by the client giving up; 2 GB is a backstop for a client that does not.
  for (let sent = 0; sent < 2_048 && !response.destroyed; sent++) {
    if (!response.write(padding)) await drained(response)
  }
  response.end('"}')
}

/** Resolves when more may be written, or nobody listens any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}
