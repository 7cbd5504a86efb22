import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net, { type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duplex } from 'node:stream'
import tls from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClientCertificate, type ClientCertificate } from '../../../../main/net/certificates/client-certificate.ts'
import { inspectTls, type TlsInspectionOptions } from '../../../../main/net/certificates/inspect-tls.ts'
import { judgeChain } from '../../../../main/net/certificates/judge-chain.ts'
import { chainOf, issue, makeAuthority, toPfx, type Made } from '../../../support/certificate-factory.ts'

const root = makeAuthority({ commonName: 'Example Root' })
const intermediate = makeAuthority({ commonName: 'Example CA 2', by: root })
const leaf = issue(intermediate, { names: ['localhost', '127.0.0.1'] })
const stranger = makeAuthority({ commonName: 'Stranger' })
const clientCertificate = async (made: Made): Promise<ClientCertificate> => {
  const read = await readClientCertificate([{ name: 'all.pem', bytes: Buffer.from(made.certificate + made.key) }], '')
  if (!read.ok) throw new Error(read.failure.cause)
  return read.value
}
const ours = await clientCertificate(issue(root, { commonName: 'Anna', usage: 'client', names: [] }))
const foreign = await clientCertificate(issue(stranger, { commonName: 'Mallory', usage: 'client', names: [] }))

const open: Server[] = []
const children: ChildProcess[] = []
const folder = mkdtempSync(join(tmpdir(), 'attrack-inspect-'))
afterAll(() => {
  for (const server of open) server.close()
  for (const child of children) child.kill()
  rmSync(folder, { recursive: true, force: true })
})

async function listening(server: Server): Promise<number> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** What the server received after handshakes. Must stay empty. */
const received: Buffer[] = []

/** A server that sends `chain`. @returns its port. */
function serve(chain: readonly Made[], options: tls.TlsOptions = {}): Promise<number> {
  const server = tls.createServer({ key: chain[0]?.key, cert: chainOf(...chain), ...options }, (socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data: Buffer) => received.push(data))
  })
  return listening(server)
}

/** A server of OpenSSL's own: it does what Node's cannot. @param words further options. */
async function openssl(words: string): Promise<number> {
  const port = await listening(net.createServer())
  await new Promise<unknown>((resolve) => open.pop()?.close(resolve))
  const command = `s_server -accept 127.0.0.1:${port} -cert own.pem -key own.key -cert_chain chain.pem -CAfile root.pem -quiet ${words}`
  const child = spawn('openssl', command.split(' '), { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] })
  children.push(child)
  for (;;) {
    const reached = await new Promise<boolean>((resolve) => {
      const probe = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      probe.on('connect', () => probe.destroy())
    })
    if (reached) return port
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

beforeAll(() => {
  writeFileSync(join(folder, 'own.pem'), leaf.certificate)
  writeFileSync(join(folder, 'own.key'), leaf.key)
  writeFileSync(join(folder, 'chain.pem'), intermediate.certificate)
  writeFileSync(join(folder, 'root.pem'), root.certificate)
})

const look = (port: number, more: Partial<TlsInspectionOptions> = {}) =>
  inspectTls({ host: 'localhost', port, authorities: [], timeoutMs: 5000, ...more })

/** `accepted`, or the verdict, or the failure's code. */
async function outcome(port: number, more: Partial<TlsInspectionOptions> = {}): Promise<string> {
  const result = await look(port, more)
  return result.ok ? (result.value.verdict ?? 'accepted') : result.failure.code
}
const trusting = { authorities: [root.certificate] }

test('a chain that is not trusted is refused, and still seen as it was sent', async () => {
  const result = await look(await serve([leaf, root, intermediate]))
  if (!result.ok) throw new Error(result.failure.code)
  expect(result.value).toMatchObject({ systemTrusts: false, verdict: 'SELF_SIGNED_CERT_IN_CHAIN', protocol: 'TLSv1.3' })
  expect(result.value.cipher).toMatch(/^TLS_/)
  expect(result.value.chain.map(({ fingerprint256 }) => fingerprint256)).toEqual(
    [leaf, root, intermediate].map(({ x509 }) => x509.fingerprint256)
  )
  const judgement = judgeChain({
    chain: result.value.chain,
    host: 'localhost',
    authorities: [root.x509],
    pin: null,
    systemTrusts: result.value.systemTrusts,
    now: Date.now()
  })
  expect(judgement.trustedBy).toBe('imported')
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)('an imported authority makes it good with %s', async (version) => {
  const result = await look(await serve([leaf, intermediate], { maxVersion: version }), trusting)
  expect(result).toMatchObject({ ok: true, value: { systemTrusts: true, verdict: null, protocol: version } })
})

test('what the server did not send is not in the chain, though it is known here', async () => {
  const result = await look(await serve([leaf]), { authorities: [root.certificate, intermediate.certificate] })
  expect(result.ok && [result.value.systemTrusts, result.value.chain.length]).toEqual([true, 1])
})

test('incomplete, expired, for another host', async () => {
  const names = ['localhost']
  expect(await outcome(await serve([leaf]), trusting)).toMatch(/^UNABLE_TO/)
  const expired = issue(root, { names, fromDays: -20, toDays: -2 })
  expect(await outcome(await serve([expired]), trusting)).toBe('CERT_HAS_EXPIRED')
  const other = issue(root, { names: ['other.example.com'] })
  expect(await outcome(await serve([other]), trusting)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
})

test('an IP address is no server name, and is compared with the addresses in the certificate', async () => {
  const asked: (string | undefined)[] = []
  const port = await serve([leaf, intermediate], {
    SNICallback: (name, callback) => {
      asked.push(name)
      callback(null)
    }
  })
  expect(await outcome(port, { ...trusting, host: '127.0.0.1' })).toBe('accepted')
  expect(asked).toEqual([])
  expect(await outcome(port, { ...trusting, host: 'localhost' })).toBe('accepted')
  expect(asked).toEqual(['localhost'])
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)('a server that wants a client certificate, with %s', async (maxVersion) => {
  const port = await serve([leaf, intermediate], { requestCert: true, ca: root.certificate, maxVersion })
  expect(await outcome(port, trusting)).toBe('client-certificate-needed')
  expect(await outcome(port, { ...trusting, clientCertificate: ours })).toBe('accepted')
  expect(await outcome(port, { ...trusting, clientCertificate: foreign })).toBe('client-certificate-refused')
})

test.each(['-tls1_2', '-tls1_3'])('the same of OpenSSL’s, which says why: %s', async (version) => {
  const port = await openssl(`-Verify 2 -verify_return_error ${version}`)
  expect(await outcome(port, trusting)).toBe('client-certificate-needed')
  expect(await outcome(port, { ...trusting, clientCertificate: ours })).toBe('accepted')
  const refused = await look(port, { ...trusting, clientCertificate: foreign })
  expect(refused).toMatchObject({
    ok: false,
    failure: {
      code: 'client-certificate-refused',
      params: { subject: 'CN=Mallory, O=Example', detail: 'alert unknown_ca' }
    }
  })
})

test('a server that asks for a client certificate without needing one is none of these', async () => {
  const port = await serve([leaf, intermediate], { requestCert: true, rejectUnauthorized: false })
  expect(await outcome(port, trusting)).toBe('accepted')
})

test('a PFX that holds an authority does not make AtTrack trust it', async () => {
  const pfx = toPfx(issue(root, { commonName: 'Anna', usage: 'client' }), { passphrase: 'x', others: [root] })
  const read = await readClientCertificate([{ name: 'anna.pfx', bytes: pfx }], 'x')
  expect(read.ok).toBe(true)
  const port = await serve([leaf, intermediate], { requestCert: true, ca: root.certificate })
  expect(await outcome(port, { clientCertificate: read.ok ? read.value : null })).toMatch(/^UNABLE_TO_GET_ISSUER/)
})

test('a server that knows TLS 1.0 only', async () => {
  const port = await openssl('-tls1 -cipher DEFAULT@SECLEVEL=0')
  const result = await look(port, trusting)
  expect(result).toMatchObject({
    ok: false,
    failure: { code: 'tls-too-old', params: { detail: 'alert protocol_version' } }
  })
})

test('a server that answers with an older version than was offered', async () => {
  // ServerHello, TLS 1.0, with a cipher of its time.
  const body = Buffer.concat([Buffer.from('0301', 'hex'), Buffer.alloc(32, 7), Buffer.from('00c01400', 'hex')])
  const hello = Buffer.concat([Buffer.from([2, 0, 0, body.length]), body])
  const record = Buffer.concat([Buffer.from([0x16, 3, 1, 0, hello.length]), hello])
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.write(record))
  })
  expect(await outcome(await listening(server))).toBe('tls-too-old')
})

test('plain http at the port, no cipher in common, nothing but an end', async () => {
  const web = await look(await listening(http.createServer((_, response) => response.end('hello'))))
  expect(web).toMatchObject({ ok: false, failure: { code: 'tls-failed' } })
  expect(web.ok ? '' : web.failure.cause).toMatch(/does not speak TLS/)
  const ciphers = { ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const
  expect(await outcome(await serve([leaf, intermediate], ciphers), trusting)).toBe('tls-failed')
  const ending = await listening(net.createServer((socket) => socket.on('error', () => undefined).end()))
  expect(await outcome(ending)).toBe('connection-lost')
})

test('nobody listens, nobody answers, nobody waits', async () => {
  const port = await listening(net.createServer())
  await new Promise<unknown>((resolve) => open.pop()?.close(resolve))
  expect(await outcome(port)).toBe('connection-refused')
  const silent = await listening(net.createServer((socket) => socket.on('error', () => undefined)))
  expect(await outcome(silent, { timeoutMs: 100 })).toBe('timed-out')
  const control = new AbortController()
  const looking = outcome(silent, { signal: control.signal })
  control.abort()
  expect(await looking).toBe('cancelled')
  expect(await outcome(silent, { signal: control.signal })).toBe('cancelled')
  expect(await outcome(70_000)).toBe('internal')
})

test('through a connection that somebody else made, a socket or any stream', async () => {
  const port = await serve([leaf, intermediate])
  const socket = net.connect(port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  expect(await outcome(1, { ...trusting, socket })).toBe('accepted')
  expect(socket.destroyed).toBe(true)
  const under = net.connect(port, '127.0.0.1')
  const stream = Duplex.from({ readable: under, writable: under })
  expect(await outcome(1, { ...trusting, socket: stream })).toBe('accepted')
  expect(await outcome(1, { ...trusting, socket })).toBe('connection-lost')
})

test('nothing was sent to any server', () => {
  expect(received).toEqual([])
})
