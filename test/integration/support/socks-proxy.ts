/** A SOCKS5 proxy (RFC 1928) with user name and password (RFC 1929), as far as CONNECT to a name or an IPv4 address goes. */
import net, { type AddressInfo, type Socket } from 'node:net'

export interface SocksProxy {
  readonly port: number
  /** `host:port` of every connection asked for. */
  readonly asked: string[]
  close(): Promise<void>
}

/** @param inside names that lead to a port of this computer. @param credential `user:password`; open to all when absent. */
export async function startSocksProxy(
  inside: Readonly<Record<string, number>>,
  credential?: string
): Promise<SocksProxy> {
  const asked: string[] = []
  const open = new Set<Socket>()
  const server = net.createServer((client) => {
    open.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => open.delete(client))
    void converse(client)
  })

  async function converse(client: Socket): Promise<void> {
    const greeting = await next(client)
    const methods = [...greeting.subarray(2)]
    const method = credential === undefined ? 0 : 2
    if (!methods.includes(method)) return void client.end(Buffer.from([5, 0xff]))
    client.write(Buffer.from([5, method]))
    if (credential !== undefined) {
      const given = await next(client)
      const userLength = given[1] ?? 0
      const user = given.subarray(2, 2 + userLength).toString()
      const right = `${user}:${given.subarray(3 + userLength).toString()}` === credential
      client.write(Buffer.from([1, right ? 0 : 1]))
      if (!right) return void client.end()
    }
    const request = await next(client)
    const named = request[3] === 3
    const host = named ? request.subarray(5, 5 + (request[4] ?? 0)).toString() : request.subarray(4, 8).join('.')
    const port = request.readUInt16BE(request.length - 2)
    asked.push(`${host}:${port}`)
    const onward = net.connect(inside[host] ?? port, '127.0.0.1', () => {
      client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
      onward.pipe(client)
      client.pipe(onward)
    })
    onward.on('error', () => client.destroy())
    client.on('close', () => onward.destroy())
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const one of open) one.destroy()
      })
  }
}

/** Each message of the conversation arrives in one piece on this computer. */
const next = (socket: Socket): Promise<Buffer> => new Promise((resolve) => socket.once('data', resolve))
