import { X509Certificate } from 'node:crypto'
import tls from 'node:tls'
import { expect, test } from 'vitest'
import { systemAuthorities } from '../../../../main/net/certificates/system-authorities.ts'

test('the authorities of the system and of Node, each once, read once', () => {
  const found = systemAuthorities()
  const prints = found.map((pem) => new X509Certificate(pem).fingerprint256)
  expect(new Set(prints).size).toBe(prints.length)
  for (const pem of tls.rootCertificates) expect(prints).toContain(new X509Certificate(pem).fingerprint256)
  expect(systemAuthorities()).toBe(found)
})
