/** Settings → Backup: writing a backup, looking into one, putting it in the workspace's place. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import {
  err,
  failure,
  ok,
  type BackupProgress,
  type ChannelOutput,
  type Result
} from '../../../preload/contract/index.ts'
import { fileSize } from '../../../renderer/features/backup/file-size.ts'
import { filledState, type FakeBridge } from './fake-bridge.ts'
import { session, status } from './fake-data.ts'
import { button, renderApp } from './render-app.tsx'

const passphrase = 'six pale birch shelves'
const dialog = (name: string) => screen.findByRole('dialog', { name })

async function openBackUp(prepare?: (fake: FakeBridge) => void) {
  const drawn = renderApp('/settings', filledState(), prepare)
  await drawn.user.click(await button('Back up workspace'))
  await dialog('Back up workspace')
  return drawn
}

async function type(user: Awaited<ReturnType<typeof openBackUp>>['user'], first: string, second = first) {
  await user.type(await screen.findByLabelText('Passphrase'), first)
  await user.type(screen.getByLabelText('Repeat the passphrase'), second)
}

/** Answers when told to; `open` has that call's answer under way. */
function held<T>() {
  let answer: (result: Result<T>) => void = () => undefined
  const promise = new Promise<Result<T>>((resolve) => {
    answer = resolve
  })
  return { promise, answer: (result: Result<T>) => answer(result) }
}

describe('backing up', () => {
  test('asks for a passphrase twice, leaves sign-ins out unless wanted, and says where the file is and how large', async () => {
    const { user, asked } = await openBackUp()
    const start = await button('Choose a place and back up')
    expect(start.hasAttribute('disabled')).toBe(true)
    await type(user, 'short')
    expect(screen.getByText('7 characters more.')).toBeTruthy()
    expect(start.hasAttribute('disabled')).toBe(true)
    await user.clear(screen.getByLabelText('Passphrase'))
    await user.clear(screen.getByLabelText('Repeat the passphrase'))
    await type(user, passphrase, 'six pale birch shelfs!')
    expect(screen.getByText('This is not the same.')).toBeTruthy()
    expect(start.hasAttribute('disabled')).toBe(true)
    await user.clear(screen.getByLabelText('Repeat the passphrase'))
    await user.type(screen.getByLabelText('Repeat the passphrase'), passphrase)
    expect(screen.getByText(/Without the passphrase nobody can open the file/)).toBeTruthy()
    await user.click(start)
    expect(await screen.findByText('The workspace is backed up')).toBeTruthy()
    expect(screen.getByText('/home/kim/AtTrack 2026-11-25.attrack-backup')).toBeTruthy()
    expect(screen.getByText('48.2 MB')).toBeTruthy()
    expect(screen.getByText(/Without sign-ins/)).toBeTruthy()
    expect(asked('backup.create')).toEqual([{ passphrase, withSecrets: false }])
    const close = within(await dialog('Back up workspace')).getByText('Close')
    expect(document.activeElement).toBe(close.closest('button'))
  })

  test('takes sign-ins along when wanted, and says what that means', async () => {
    const { user, asked } = await openBackUp()
    await type(user, passphrase)
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Include the Jira sign-ins' })
    expect(box.checked).toBe(false)
    expect(screen.getByText(/Whoever has it and the passphrase can use them/)).toBeTruthy()
    await user.click(box)
    await user.click(await button('Choose a place and back up'))
    expect(await screen.findByText(/keep it as safe as a password/)).toBeTruthy()
    expect(asked('backup.create')).toEqual([{ passphrase, withSecrets: true }])
  })

  test('that nobody chose a place is a change of mind: what was typed is still there', async () => {
    const { user } = await openBackUp((fake) => fake.answer('backup.create', () => ok({ file: null, bytes: 0 })))
    await type(user, passphrase)
    await user.click(await button('Choose a place and back up'))
    expect((await screen.findByLabelText<HTMLInputElement>('Passphrase')).value).toBe(passphrase)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(document.activeElement).toBe(await button('Choose a place and back up'))
  })

  test('tells how far it is, and Cancel ends it', async () => {
    const writing = held<ChannelOutput<'backup.create'>>()
    const { user, fake, asked } = await openBackUp((bridge) => bridge.answer('backup.create', () => writing.promise))
    await type(user, passphrase)
    await user.click(await button('Choose a place and back up'))
    await screen.findByText('Choose where to keep the file.')
    const tell = (progress: BackupProgress) => fake.emit('backup.progress', progress)
    await waitFor(() => {
      tell({ doing: 'backup', phase: 'encrypting', fraction: 0.42 })
      expect(screen.getByText('Encrypting · 42 %')).toBeTruthy()
    })
    const bar = screen.getByRole('progressbar', { name: 'Progress of the backup' })
    expect(bar.getAttribute('aria-valuenow')).toBe('42')
    // The reading of another one is told by the same event.
    tell({ doing: 'restore', phase: 'checking', fraction: 0.9 })
    expect(screen.queryByText(/Checking/)).toBeNull()
    await user.click(await button('Cancel'))
    expect(asked('backup.cancel')).toHaveLength(1)
    writing.answer(err(failure('cancelled')))
    expect(await screen.findByText('Cancelled. Nothing was written.')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('Escape while it is written ends it, too, and the dialog stays until it has', async () => {
    const writing = held<ChannelOutput<'backup.create'>>()
    const { user, asked } = await openBackUp((bridge) => bridge.answer('backup.create', () => writing.promise))
    await type(user, passphrase)
    await user.click(await button('Choose a place and back up'))
    await screen.findByText('Choose where to keep the file.')
    await user.keyboard('{Escape}')
    expect(asked('backup.cancel')).toHaveLength(1)
    expect(screen.getByRole('dialog', { name: 'Back up workspace' })).toBeTruthy()
    writing.answer(err(failure('cancelled')))
    await screen.findByText('Cancelled. Nothing was written.')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('a failure is told in place, and what was typed can be sent again', async () => {
    const { user } = await openBackUp((fake) =>
      fake.answer('backup.create', () => err(failure('disk-full', { file: 'AtTrack.attrack-backup' })))
    )
    await type(user, passphrase)
    await user.click(await button('Choose a place and back up'))
    expect((await screen.findByRole('alert')).textContent).toContain('no room left on the disk')
    const again = await button('Choose a place and back up')
    expect(again.hasAttribute('disabled')).toBe(false)
    expect(document.activeElement).toBe(again)
  })
})

async function choose(prepare?: (fake: FakeBridge) => void) {
  const drawn = renderApp('/settings', filledState(), prepare)
  await drawn.user.click(await button('Restore a backup'))
  return drawn
}

describe('restoring', () => {
  test('shows what is in the file, replaces after that, says where the former one is, and restarts', async () => {
    const { user, asked } = await choose()
    const shown = await dialog('Restore a backup')
    expect(within(shown).getByText('AtTrack 2026-11-25.attrack-backup')).toBeTruthy()
    const field = within(shown).getByLabelText('Passphrase')
    await waitFor(() => expect(document.activeElement).toBe(field))
    await user.keyboard(`${passphrase}{Enter}`)
    const contents = await within(shown).findByRole('region', { name: 'What is in the backup' })
    for (const [name, value] of [
      ['Projects', '3'],
      ['Tasks', '1,538'],
      ['Connections', '2'],
      ['Members', '1'],
      ['Jira sign-ins', 'none; AtTrack asks to sign in to each Jira again']
    ] as const) {
      expect(within(contents).getByText(name).nextElementSibling?.textContent).toBe(value)
    }
    expect(asked('backup.restore')).toEqual([])
    await user.click(within(shown).getByRole('button', { name: 'Replace this workspace' }))
    expect(await within(shown).findByText('workspace before 2026-11-25 14.02.db')).toBeTruthy()
    await user.click(within(shown).getByRole('button', { name: 'Restart AtTrack' }))
    expect(asked('backup.open')).toEqual([{ backupId: 'b1', passphrase }])
    expect(asked('backup.restore')).toEqual([{ backupId: 'b1' }])
    expect(asked('backup.restart')).toHaveLength(1)
  })

  test('a wrong passphrase is told, its field is empty and has the focus; the right one goes on', async () => {
    const { user } = await choose((fake) => {
      fake.answer('backup.open', ({ passphrase: typed }) =>
        typed === passphrase
          ? ok({
              createdAt: Date.now(),
              appVersion: '0.1.0',
              projects: 1,
              tasks: 0,
              connections: 1,
              members: 4,
              secrets: 2
            })
          : err(failure('backup-passphrase-wrong', { file: 'AtTrack 2026-11-25.attrack-backup' }))
      )
    })
    await user.type(await screen.findByLabelText('Passphrase'), 'something else{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('The passphrase does not open this backup')
    const field = await screen.findByLabelText<HTMLInputElement>('Passphrase')
    expect(field.value).toBe('')
    await waitFor(() => expect(document.activeElement).toBe(field))
    await user.keyboard(`${passphrase}{Enter}`)
    expect(await screen.findByText('2, put into this computer’s keychain')).toBeTruthy()
    expect(screen.getByText(/the members of the backup sign in/)).toBeTruthy()
  })

  test('that no file was chosen is no failure; a file that is none is one, in place', async () => {
    const answers: Result<ChannelOutput<'backup.choose'>>[] = [
      err(failure('cancelled')),
      err(failure('backup-unreadable', { file: 'holiday.jpg', problem: 'It does not begin like a backup.' }))
    ]
    const { user } = await choose((fake) =>
      fake.answer('backup.choose', () => answers.shift() ?? err(failure('cancelled')))
    )
    await waitFor(() => expect(answers).toHaveLength(1))
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(await button('Restore a backup'))
    expect((await screen.findByRole('alert')).textContent).toContain('holiday.jpg: It does not begin like a backup.')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('closing before it replaces anything forgets what was read', async () => {
    const { user, asked } = await choose()
    await dialog('Restore a backup')
    await user.click(await button('Cancel'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('backup.discard')).toEqual([{ backupId: 'b1' }])
  })

  test('closing afterwards keeps it for the next start', async () => {
    const { user, asked } = await choose()
    await user.type(await screen.findByLabelText('Passphrase'), `${passphrase}{Enter}`)
    await user.click(await button('Replace this workspace'))
    await user.click(await button('Later'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('backup.discard')).toEqual([])
  })

  test('reading is cancelled, and can be begun again', async () => {
    const reading = held<ChannelOutput<'backup.open'>>()
    const { user, asked } = await choose((fake) => fake.answer('backup.open', () => reading.promise))
    await user.type(await screen.findByLabelText('Passphrase'), `${passphrase}{Enter}`)
    await screen.findByText('Decrypting')
    await user.click(await button('Cancel'))
    expect(asked('backup.cancel')).toHaveLength(1)
    reading.answer(err(failure('cancelled')))
    expect(await screen.findByLabelText('Passphrase')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(asked('backup.discard')).toEqual([])
  })

  test('what hinders replacing is told where it was asked for', async () => {
    const { user } = await choose((fake) =>
      fake.answer('backup.restore', () => err(failure('keychain-missing', { detail: 'No such service.' })))
    )
    await user.type(await screen.findByLabelText('Passphrase'), `${passphrase}{Enter}`)
    await user.click(await button('Replace this workspace'))
    expect((await screen.findByRole('alert')).textContent).toContain('keychain cannot be reached')
    expect(screen.getByRole('button', { name: 'Replace this workspace' })).toBeTruthy()
  })
})

describe('a workspace that cannot be opened', () => {
  const damaged = (may: boolean) =>
    renderApp('/projects', filledState(), (fake) =>
      fake.answer('app.status', () => {
        const told = session('administrator', 'unknown')
        return ok({
          ...status(),
          database: { state: 'failed', failure: failure('database-corrupt', { file: 'workspace.db' }) },
          session: {
            ...told,
            user: null,
            permissions: { ...told.permissions, 'workspace.restore': may ? 'all' : 'none' }
          }
        })
      })
    )

  test('can be replaced by a backup', async () => {
    const { user } = damaged(true)
    await screen.findByRole('heading', { name: 'AtTrack cannot open your workspace' })
    // The remedy has said so already.
    expect(screen.queryByText(/^Or go back/)).toBeNull()
    await user.click(await button('Restore a backup'))
    await user.type(await screen.findByLabelText('Passphrase'), `${passphrase}{Enter}`)
    await user.click(await button('Replace this workspace'))
    expect(await button('Restart AtTrack')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Back up workspace' })).toBeNull()
  })

  test('only where main says so', async () => {
    damaged(false)
    await screen.findByRole('heading', { name: 'AtTrack cannot open your workspace' })
    expect(screen.queryByRole('button', { name: 'Restore a backup' })).toBeNull()
  })
})

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1000, '1 kB'],
  [48_230_112, '48.2 MB'],
  [3_100_000_000_000, '3,100 GB']
])('%i bytes are %s', (bytes, words) => expect(fileSize(bytes)).toBe(words))
