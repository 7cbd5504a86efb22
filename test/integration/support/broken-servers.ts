/** Servers that misbehave in exactly one way each, on real sockets of this machine. Node's and Chromium's transport meet the same ones. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http, { type IncomingHttpHeaders, type RequestListener } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface RunningServer {
  readonly port: number
  /** `http://127.0.0.1:port` or `https://…` */
  readonly url: string
  readonly seen: SeenRequest[]
  /** Requests whose connection the client gave up before the reply was complete. */
  readonly givenUp: () => number
  close(): Promise<void>
}

type Answer = (request: SeenRequest, response: http.ServerResponse) => void

/** @param certificate serves https with it. @param at the port, of the system's choice when absent. */
export async function serve(answer: Answer, certificate?: Certificate, at = 0): Promise<RunningServer> {
  const seen: SeenRequest[] = []
  let givenUp = 0
  const listener: RequestListener = (request, response) => {
    let body = ''
    request.on('data', (data) => (body += String(data)))
    response.on('close', () => {
      if (!response.writableEnded) givenUp += 1
    })
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      seen.push(one)
      answer(one, response)
    })
  }
  const server = certificate
    ? https.createServer({ key: certificate.key, cert: certificate.chain }, listener)
    : http.createServer(listener)
  const port = await listening(server, at)
  return {
    port,
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    seen,
    givenUp: () => givenUp,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

async function listening(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A port at which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = net.createServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Answers what a Jira 10.3 says of itself, with a cookie each time. */
export const likeJira: Answer = (request, response) => {
  const body = JSON.stringify({
    baseUrl: `http://${request.headers.host}`,
    version: '10.3.2',
    deploymentType: 'Server',
    serverTitle: 'Jira'
  })
  response.writeHead(200, {
    'content-type': 'application/json',
    'set-cookie': ['JSESSIONID=1; Path=/', 'tracker=2; Path=/; Max-Age=999999']
  })
  response.end(body)
}

/** 256 MiB of blanks in a quarter of a megabyte. */
const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, ' '), { level: 9 })
export const gzipBomb: Answer = (_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': bomb.length
  })
  response.end(bomb)
}

/** Takes the request and says nothing. */
export const silent: Answer = () => undefined

/** Half of what was announced, then nothing more. */
export const stalled: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
  response.write('{"half": "')
}

/** As above, then the connection breaks. */
export const cutOff: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
  response.write('{"half": "', () => setTimeout(() => response.socket?.destroy(), 50))
}

export const reset: Answer = (_request, response) => void response.socket?.resetAndDestroy()

/** What browsers answer with a prompt of their own. */
export const basicGateway: Answer = (_request, response) => {
  response.writeHead(401, { 'www-authenticate': 'Basic realm="Example gateway"', 'content-type': 'text/html' })
  response.end('<html><head><title>401 Authorization Required</title></head></html>')
}

export interface Certificate {
  readonly key: string
  readonly chain: string
}

export interface Certificates {
  /** PEM of the authority all three come from; no computer trusts it. */
  readonly ca: string
  readonly good: Certificate
  readonly wrongHost: Certificate
  readonly expired: Certificate
}

/** Needs the `openssl` command. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrack-certificates-'))
  const openssl = (...parameters: string[]): void =>
    void execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' })
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8')
  try {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-subj',
      '/O=Example/CN=Example CA'
    )
    mkdirSync(path.join(folder, 'issued'))
    writeFileSync(path.join(folder, 'index.txt'), '')
    // `ca` is the command that sets both ends of the period, in every version of openssl.
    writeFileSync(
      path.join(folder, 'ca.conf'),
      [
        '[ca]',
        'default_ca = own',
        '[own]',
        'database = index.txt',
        'new_certs_dir = issued',
        'rand_serial = yes',
        'default_md = sha256',
        'unique_subject = no',
        'policy = any',
        '[any]',
        'organizationName = optional',
        'commonName = supplied',
        ...['127.0.0.1', 'jira.example.org'].flatMap((name, at) => [
          `[host${at}]`,
          'basicConstraints = CA:FALSE',
          'extendedKeyUsage = serverAuth',
          `subjectAltName = ${at === 0 ? `IP:${name},DNS:localhost` : `DNS:${name}`}`
        ])
      ].join('\n')
    )
    const issue = (name: string, host: 0 | 1, from: number, to: number): Certificate => {
      openssl(
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        `/O=Example/CN=${name}`
      )
      const period = ['-startdate', opensslTime(from), '-enddate', opensslTime(to)]
      openssl(
        'ca',
        '-batch',
        '-config',
        'ca.conf',
        '-extensions',
        `host${host}`,
        ...period,
        '-cert',
        'ca.pem',
        '-keyfile',
        'ca.key',
        '-in',
        `${name}.csr`,
        '-out',
        `${name}.pem`,
        '-notext'
      )
      return { key: read(`${name}.key`), chain: read(`${name}.pem`) + read('ca.pem') }
    }
    const day = 86_400_000
    return {
      ca: read('ca.pem'),
      good: issue('good', 0, -day, 20 * day),
      wrongHost: issue('wronghost', 1, -day, 20 * day),
      expired: issue('expired', 0, -20 * day, -day)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `20260131120000Z` */
const opensslTime = (fromNowMs: number): string =>
  `${new Date(Date.now() + fromNowMs).toISOString().replace(/\D/g, '').slice(0, 14)}Z`

export interface Proxy {
  readonly port: number
  /** `GET http://…` and `CONNECT host:port`, as they came. */
  readonly asked: string[]
  close(): Promise<void>
}

/**
 * A forward proxy.
 * @param status 200 passes everything on to `target`, whatever name was asked for; anything else refuses with it.
 */
export async function startProxy(status: number, target = 0): Promise<Proxy> {
  const asked: string[] = []
  const headers = status === 407 ? { 'proxy-authenticate': 'Basic realm="Example proxy"' } : {}
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (status !== 200) return void response.writeHead(status, headers).end('no')
    const { pathname, search } = new URL(request.url ?? '')
    const onward = http.request({
      port: target,
      host: '127.0.0.1',
      path: pathname + search,
      method: request.method,
      headers: request.headers
    })
    onward.on('response', (reply) => reply.pipe(response.writeHead(reply.statusCode ?? 502, reply.headers)))
    request.pipe(onward)
  })
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    socket.on('error', () => undefined)
    if (status !== 200) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      return void socket.end(`HTTP/1.1 ${status} No\r\n${lines.join('')}content-length: 0\r\n\r\n`)
    }
    const onward = net.connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket)
      socket.pipe(onward)
    })
    onward.on('error', () => socket.destroy())
  })
  const port = await listening(server)
  return {
    port,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
