import { expect, test } from 'vitest'
import type { NetworkRecord } from '../../../main/store/api.ts'
import { open, tempFile } from './support.ts'

const bare: NetworkRecord = {
  origin: 'https://jira.example.com',
  authorities: [],
  pin: null,
  clientCertificate: null,
  proxy: { mode: 'system' }
}
const full: NetworkRecord = {
  origin: 'https://jira.example.com:8443',
  authorities: ['first\n', 'second\n'],
  pin: 'pinned\n',
  clientCertificate: {
    description: {
      subject: 'CN=anna',
      issuer: 'CN=Example CA',
      serialNumber: '01',
      validFrom: 1,
      validTo: 2,
      fingerprint: 'AB:CD',
      names: [],
      isAuthority: false,
      selfSigned: false
    },
    sealed: 'c2VhbGVk'
  },
  proxy: { mode: 'manual', url: 'http://proxy.example.com:3128', bypass: 'localhost' }
}

test('what is set for an origin is kept as it was given, across a restart, apart from other origins', () => {
  const file = tempFile()
  const store = open(file)
  expect(store.api.listNetworks({})).toEqual([])
  store.api.saveNetwork(bare)
  store.api.saveNetwork(full)
  store.close()
  const { api } = open(file)
  expect(api.listNetworks({})).toEqual([bare, full])
  api.saveNetwork({ ...full, clientCertificate: null, proxy: { mode: 'direct' } })
  expect(api.listNetworks({})[1]).toEqual({ ...full, clientCertificate: null, proxy: { mode: 'direct' } })
  api.removeNetwork({ origin: full.origin })
  api.removeNetwork({ origin: 'https://nobody.example.com' })
  expect(api.listNetworks({})).toEqual([bare])
})
