/** A dialog of the system stays open when the window locks: what is chosen in it then is nobody's any more. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Desktop } from '../../main/desktop.ts'
import { writeChosen } from '../../main/shell/chosen-files.ts'
import { practiceAuthority } from '../jira/certificates.ts'
import { tempFolder } from './support/backups.ts'
import { must, startTestApp, type TestApp } from './support/test-app.ts'

/** The app with two members, an Administrator signed in; `leave` runs while a dialog is open. */
async function withDialogs(leave: (app: TestApp) => Promise<unknown>): Promise<{ app: TestApp; file: string }> {
  const file = path.join(tempFolder(), 'chosen')
  const asked = async (): Promise<string> => {
    await leave(app)
    return file
  }
  const desktop: Partial<Desktop> = {
    chooseFile: asked,
    choosePlace: asked,
    async saveFile({ bytes, secret = false }) {
      await asked()
      const content = bytes instanceof Uint8Array ? { ok: true as const, value: bytes } : await bytes('chosen')
      return content.ok ? writeChosen(file, content.value, secret) : content
    },
    async openFiles() {
      await asked()
      return { ok: true, value: [{ name: 'chosen', bytes: readFileSync(file) }] }
    }
  }
  const app: TestApp = await startTestApp({ desktop })
  onTestFinished(() => app.close())
  must(
    await app.invoke('members.add', {
      name: 'Kim Employee',
      login: 'kim',
      role: 'employee',
      projectIds: [],
      password: 'a long walk by the sea',
      ownPassword: 'the first of all members'
    })
  )
  return { app, file }
}

const leaving: [string, (app: TestApp) => Promise<unknown>][] = [
  ['locks', (app) => app.services.session.lock('after a time without anybody')],
  ['is signed out', (app) => app.services.session.signOut()]
]

test.each(leaving)('the window %s: the audit log is not written for whoever presses Save then', async (_, leave) => {
  const { app, file } = await withDialogs(leave)
  expect(await app.invoke('audit.export', {})).toMatchObject({ ok: false })
  expect(existsSync(file)).toBe(false)
})

test.each(leaving)('the window %s: no backup is made', async (_, leave) => {
  const { app, file } = await withDialogs(leave)
  expect(
    await app.invoke('backup.create', { passphrase: 'correct horse battery staple', withSecrets: true })
  ).toMatchObject({ ok: false })
  expect(existsSync(file)).toBe(false)
})

test.each(leaving)('the window %s: no authority is trusted that somebody else chose', async (_, leave) => {
  const { app, file } = await withDialogs(leave)
  writeFileSync(file, practiceAuthority('Somebody Else CA').certificate)
  await app.invoke('network.importAuthority', { siteUrl: 'https://jira.example.com' })
  expect(must(await app.store.listNetworks({}))).toEqual([])
})
