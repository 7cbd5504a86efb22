/** A certificate authority made for one run, and a server certificate for this machine from it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ServerCertificate {
  readonly keyPem: string
  /** Server certificate and authority. */
  readonly chainPem: string
  /** What a client has to trust. */
  readonly caPem: string
}

/** Needs the `openssl` command; throws when it is missing. Valid for localhost and 127.0.0.1. */
export function makeServerCertificate(): ServerCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'practice-jira-'))
  const file = (name: string): string => join(folder, name)
  const run = (...parameters: string[]): void => {
    execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' })
  }
  try {
    run(
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
      '/O=Practice Jira/CN=Practice Jira Test CA',
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign'
    )
    run(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'server.key',
      '-out',
      'server.csr',
      '-subj',
      '/O=Practice Jira/CN=localhost'
    )
    writeFileSync(
      file('server.ext'),
      [
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature,keyEncipherment',
        'extendedKeyUsage=serverAuth',
        'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1'
      ].join('\n')
    )
    run(
      'x509',
      '-req',
      '-in',
      'server.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '30',
      '-sha256',
      '-extfile',
      'server.ext',
      '-out',
      'server.pem'
    )
    const caPem = readFileSync(file('ca.pem'), 'utf8')
    return {
      keyPem: readFileSync(file('server.key'), 'utf8'),
      chainPem: `${readFileSync(file('server.pem'), 'utf8')}${caPem}`,
      caPem
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
