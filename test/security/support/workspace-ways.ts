/** Members' passwords and the passphrases of keys, each used rightly and wrongly. */
import { generateKeyPairSync } from 'node:crypto'
import { must, codeOf } from '../../integration/support/test-app.ts'
import { typed, type Way } from './typed-secrets.ts'

/** Two of them; the first one is at the window again. */
export async function haveMembers({ invoke }: Way): Promise<void> {
  const eva = must(
    await invoke('members.add', {
      name: 'Eva',
      login: 'eva',
      role: 'administrator',
      projectIds: [],
      password: typed['password of the second member'],
      ownPassword: typed['own password of the first member']
    })
  )
  const signIn = (login: string, password: string) => invoke('session.signIn', { login, password })
  must(await invoke('session.lock', {}))
  refused(await invoke('session.unlock', { password: typed['wrong password of a member'] }))
  must(await invoke('session.unlock', { password: typed['own password of the first member'] }))
  must(await invoke('session.signOut', {}))
  refused(await signIn('eva', typed['wrong password of a member']))
  refused(await signIn(typed['password typed into the login'], 'x'))
  must(await signIn('eva', typed['password of the second member']))
  const change = (current: string, password: string) => invoke('session.changePassword', { current, password })
  refused(await change(typed['wrong password of a member'], typed['new password of the second member']))
  must(await change(typed['password of the second member'], typed['new password of the second member']))
  must(await invoke('session.signOut', {}))
  must(await signIn('test', typed['own password of the first member']))
  must(await invoke('members.resetPassword', { id: eva.id, password: typed['password given again'] }))
}

/** Exported, imported, changed. */
export async function changeKeys({ world, invoke, used, keep }: Way): Promise<void> {
  const { dialogs } = world
  const passphrase = typed['passphrase of the exported key']
  dialogs.saveAs = 'key.pem'
  must(await invoke('applink.exportKey', { passphrase }))
  keep('exported key')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  used['key that is imported'] = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  const bytes = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
  dialogs.open = [{ name: 'other.pem', bytes: Buffer.from(bytes) }]
  refused(await invoke('applink.importKey', { passphrase: typed['wrong passphrase of a key'] }))
  must(await invoke('applink.importKey', { passphrase }))
  for (const format of ['html', 'pdf'] as const) must(await invoke('applink.saveSheet', { format }))
  must(await invoke('applink.saveSheet', { format: 'html' }))
  keep('setup sheet')
  must(await invoke('applink.saveLinkFile', {}))
  keep('link file')
  must(await invoke('applink.finishKeyChange', { anyway: true }))
}

/** A wrong secret must have come so far that it was looked at. */
function refused(result: Parameters<typeof codeOf>[0]): void {
  if (!refusals.has(codeOf(result))) throw new Error(`not refused as wrong: ${codeOf(result)}`)
}
const refusals = new Set(['login-refused', 'private-key-unreadable'])
