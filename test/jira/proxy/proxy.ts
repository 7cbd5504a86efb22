/**
 * A forward proxy as companies run them: `GET http://…` and CONNECT (RFC 9110 §9.3.6), Basic authentication, hosts it
 * refuses, and names only it can resolve. Everything else it looks up and connects to as usual.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export interface ProxyOptions {
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Names of an inner network, with the port of this computer they lead to, whatever port was asked for. */
  readonly inside?: Readonly<Record<string, number>>
  /** Needed by everybody; absent: open to all. */
  readonly credential?: { readonly user: string; readonly password: string }
  /** Whether a tunnel to this host is refused, with 403. */
  readonly refusesTunnel?: (host: string) => boolean
}

export interface ProxiedRequest {
  readonly method: string
  /** As it was asked: `http://host/path`, or `host:port` of a CONNECT. Without the query, which may hold secrets. */
  readonly target: string
  /** What the proxy answered; 200 for a tunnel or a request passed on. */
  readonly status: number
  /** Who asked, by the credential; null when it was missing or wrong. */
  readonly user: string | null
}

export interface ForwardProxy {
  readonly port: number
  readonly url: string
  asked(): readonly ProxiedRequest[]
  close(): Promise<void>
}

/** Of one connection only (RFC 9110 §7.6.1), and what is meant for the proxy itself. */
const ownHeaders = new Set(['connection', 'proxy-connection', 'keep-alive', 'te', 'trailer', 'upgrade'])

export async function startForwardProxy(options: ProxyOptions = {}): Promise<ForwardProxy> {
  const asked: ProxiedRequest[] = []
  const open = new Set<Duplex>()

  const userOf = (request: IncomingMessage): string | null | undefined => {
    const { credential } = options
    if (credential === undefined) return undefined
    const encoded = /^Basic\s+(\S+)$/i.exec(request.headers['proxy-authorization'] ?? '')?.[1] ?? ''
    const right = Buffer.from(encoded, 'base64').toString('utf8') === `${credential.user}:${credential.password}`
    return right ? credential.user : null
  }
  /** Says whether the request may go on, and notes what came of it. */
  const admit = (request: IncomingMessage, refused: boolean): number => {
    const user = userOf(request)
    const status = user === null ? 407 : refused ? 403 : 200
    const target = (request.url ?? '').replace(/\?.*/s, '')
    asked.push({ method: request.method ?? '', target, status, user: user ?? null })
    return status
  }
  const portOf = (host: string, port: string, usual: number): number =>
    options.inside?.[host] ?? (port === '' ? usual : Number(port))
  const addressOf = (host: string): string =>
    options.inside?.[host] === undefined ? host.replace(/^\[|\]$/g, '') : '127.0.0.1'

  const server = createServer((request, response) => {
    const target = absolute(request.url)
    if (target === undefined) return void refuse(response, 400)
    const status = admit(request, false)
    if (status !== 200) return void refuse(response, status)
    const onward = httpRequest({
      host: addressOf(target.hostname),
      port: portOf(target.hostname, target.port, 80),
      method: request.method,
      path: target.pathname + target.search,
      headers: Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name) && !name.startsWith('proxy-'))
      )
    })
    onward.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.rawHeaders)
      reply.pipe(response)
      reply.on('error', () => response.destroy())
    })
    onward.on('error', () => (response.headersSent ? response.destroy() : refuse(response, 502)))
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })

  server.on('connect', (request: IncomingMessage, client: Duplex, first: Buffer) => {
    open.add(client)
    client.on('close', () => open.delete(client))
    client.on('error', () => client.destroy())
    const [, host = '', port = ''] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(request.url ?? '') ?? []
    const status = admit(request, options.refusesTunnel?.(host) === true)
    if (status !== 200) return void client.end(tunnelRefusal(status))
    const onward = connect(portOf(host, port, 443), addressOf(host), () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(first)
      onward.pipe(client)
      client.pipe(onward)
    })
    onward.on('error', () => client.end(tunnelRefusal(502)))
    client.on('close', () => onward.destroy())
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    asked: () => [...asked],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const client of open) client.destroy()
      })
  }
}

/** A request to a proxy names the whole address (RFC 9112 §3.2.2). */
function absolute(text: string | undefined): URL | undefined {
  try {
    const url = new URL(text ?? '')
    return url.protocol === 'http:' ? url : undefined
  } catch {
    return undefined
  }
}

const words: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  407: 'Proxy Authentication Required',
  502: 'Bad Gateway'
}

const pageOf = (status: number): string =>
  `<html><head><title>${status} ${words[status]}</title></head><body><h1>${words[status]}</h1><p>Practice proxy</p></body></html>`

const headersOf = (status: number): Record<string, string> => ({
  'content-type': 'text/html',
  'content-length': String(Buffer.byteLength(pageOf(status))),
  ...(status === 407 ? { 'proxy-authenticate': 'Basic realm="Practice proxy"' } : {})
})

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, headersOf(status)).end(pageOf(status))
}

function tunnelRefusal(status: number): string {
  const lines = Object.entries({ ...headersOf(status), connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`
  )
  return `HTTP/1.1 ${status} ${words[status]}\r\n${lines.join('\r\n')}\r\n\r\n${pageOf(status)}`
}
