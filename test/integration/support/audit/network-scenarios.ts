/** What is noted of the way to a Jira: what is trusted there, what is shown to it, and by which proxy. */
import { issue, makeAuthority } from '../../../support/certificate-factory.ts'
import { must } from '../test-app.ts'
import type { NotingChannel } from './notes.ts'
import { entry, type Scenarios } from './scenario.ts'
import type { World } from './world.ts'

type Own = Extract<NotingChannel, `network.${string}`>

const siteUrl = 'https://jira.example.com'
const host = 'jira.example.com'
const proxy = 'http://proxy.example.com:3128'

const anAuthority = () => [{ name: 'ca.pem', bytes: Buffer.from(makeAuthority().certificate) }]
const notOne = [{ name: 'page.html', bytes: Buffer.from('<html>') }]

async function imported({ invoke, dialogs }: World): Promise<string> {
  dialogs.open = anAuthority()
  const { authorities } = must(await invoke('network.importAuthority', { siteUrl }))
  return authorities[0]?.fingerprint ?? ''
}

async function clientCertificate() {
  const one = issue(makeAuthority(), { commonName: 'kim', names: ['kim.example.com'], usage: 'client' })
  return [{ name: 'kim.pem', bytes: Buffer.from(`${one.certificate}\n${one.key}`) }]
}

async function selfSigned(world: World) {
  const { url } = await world.around('self-signed')
  const { chain } = must(await world.invoke('network.inspectCertificate', { siteUrl: url }))
  return { siteUrl: url, fingerprint: chain[0]?.fingerprint ?? '' }
}

const setProxy = async ({ invoke }: World) =>
  must(await invoke('network.setProxy', { siteUrl, proxy: { mode: 'manual', url: proxy, bypass: '' } }))

const signIn = { siteUrl, username: 'kim', password: 'a password for the proxy' }

export const networkScenarios: Scenarios<Own> = {
  'network.importAuthority': {
    prepare: async ({ invoke, dialogs }) => ({
      input: { siteUrl },
      entries: [entry('authority-trusted', host)],
      dialog: { open: anAuthority() },
      once: true,
      fails: [
        () => {
          dialogs.open = notOne
          return invoke('network.importAuthority', { siteUrl })
        }
      ]
    })
  },
  'network.removeAuthority': {
    async prepare(world) {
      const fingerprint = await imported(world)
      return {
        input: { siteUrl, fingerprint },
        entries: [entry('authority-removed', host, fingerprint)],
        once: true
      }
    }
  },
  'network.pin': {
    async prepare(world) {
      const input = await selfSigned(world)
      return {
        input,
        entries: [entry('certificate-pinned', new URL(input.siteUrl).host, input.fingerprint)],
        once: true,
        fails: [
          () => world.invoke('network.pin', { ...input, fingerprint: input.fingerprint.replaceAll(/[0-9A-F]/g, '0') })
        ]
      }
    }
  },
  'network.unpin': {
    async prepare(world) {
      const input = await selfSigned(world)
      must(await world.invoke('network.pin', input))
      return {
        input: { siteUrl: input.siteUrl },
        entries: [entry('certificate-unpinned', new URL(input.siteUrl).host, input.fingerprint)],
        once: true
      }
    }
  },
  'network.setClientCertificate': {
    prepare: async ({ invoke, dialogs }) => ({
      input: { siteUrl, passphrase: '' },
      entries: [entry('client-certificate-set', host)],
      dialog: { open: await clientCertificate() },
      fails: [
        () => {
          dialogs.open = notOne
          return invoke('network.setClientCertificate', { siteUrl, passphrase: '' })
        }
      ]
    })
  },
  'network.removeClientCertificate': {
    async prepare({ invoke, dialogs }) {
      dialogs.open = await clientCertificate()
      must(await invoke('network.setClientCertificate', { siteUrl, passphrase: '' }))
      return { input: { siteUrl }, entries: [entry('client-certificate-removed', host)], once: true }
    }
  },
  'network.setProxy': {
    prepare: async ({ invoke }) => ({
      input: { siteUrl, proxy: { mode: 'manual', url: proxy, bypass: '' } },
      entries: [entry('proxy-set', host, proxy)],
      once: true,
      fails: [
        () => invoke('network.setProxy', { siteUrl, proxy: { mode: 'manual', url: 'http://kim:pw@proxy', bypass: '' } })
      ]
    })
  },
  'network.saveProxyCredential': {
    async prepare(world) {
      await setProxy(world)
      return {
        input: signIn,
        entries: [entry('proxy-sign-in-saved', host)],
        fails: [() => world.invoke('network.saveProxyCredential', { ...signIn, siteUrl: 'https://other.example.com' })]
      }
    }
  },
  'network.forgetProxyCredential': {
    async prepare(world) {
      await setProxy(world)
      must(await world.invoke('network.saveProxyCredential', signIn))
      return { input: { siteUrl }, entries: [entry('proxy-sign-in-removed', host)], once: true }
    }
  }
}
