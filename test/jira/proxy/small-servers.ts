/** Two small servers around a Jira: one that hands out a proxy script, and a reverse proxy that rewrites addresses. */
import { createServer, request as httpRequest, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SmallServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string
  close(): Promise<void>
}

async function listening(listener: RequestListener): Promise<SmallServer> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

/** Hands out `script` at `/proxy.pac`; without one it answers 404 there, as when the file was moved. */
export function startScriptServer(script: string | undefined): Promise<SmallServer> {
  return listening((request, response) => {
    if (request.url !== '/proxy.pac' || script === undefined) return void response.writeHead(404).end('Not Found')
    response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).end(script)
  })
}

/** Sends hosts below `domain` through the proxy, everything else directly. @param proxy `host:port` */
export const proxyScript = (domain: string, proxy: string): string => `function FindProxyForURL(url, host) {
  if (dnsDomainIs(host, ".${domain}")) return "PROXY ${proxy}";
  return "DIRECT";
}
`

/**
 * Passes everything on to a server on this computer, under that server's own address: what nginx does when nobody wrote
 * `proxy_set_header Host $host`. The server then takes another address for its own than people enter.
 */
export function startRewritingProxy(target: { readonly port: number }): Promise<SmallServer> {
  return listening((request, response) => {
    const onward = httpRequest({
      host: '127.0.0.1',
      port: target.port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host: `127.0.0.1:${target.port}` }
    })
    onward.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.rawHeaders)
      reply.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
}
