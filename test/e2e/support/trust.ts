/** A home folder whose user trusts one more certificate authority, as Chromium on Linux has it: in an NSS database. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * For `HOME` of an app that is to trust `caPem`, in every session it has. Needs `certutil` (libnss3-tools); throws
 * without. Source of the place: Chromium's docs/linux/cert_management.md.
 */
export const homeTrusting = (caPem: string): string => {
  const home = mkdtempSync(join(tmpdir(), 'attrack-home-'))
  const database = join(home, '.pki', 'nssdb')
  mkdirSync(database, { recursive: true })
  const file = join(home, 'authority.pem')
  writeFileSync(file, caPem)
  const certutil = (...args: string[]): void => {
    execFileSync('certutil', ['-d', `sql:${database}`, ...args], { stdio: 'pipe' })
  }
  certutil('-N', '--empty-password')
  certutil('-A', '-t', 'C,,', '-n', 'The company’s authority', '-i', file)
  return home
}
