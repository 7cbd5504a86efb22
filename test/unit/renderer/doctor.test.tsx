/** The Connection Doctor: its steps as they are taken, what to do next, and its report. */
import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type DoctorRun } from '../../../preload/contract/index.ts'
import { emptyState, type FakeBridge } from './fake-bridge.ts'
import { connection } from './fake-data.ts'
import { doctorRun, runningAt, unknownAuthority } from './fake-network.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

const timedOut = failure('timed-out', { host: 'jira.example.com', seconds: '30' })
const wrongClock = failure('clock-differs', { skew: '10 minutes' })

async function check(prepare: (fake: FakeBridge) => void = () => {}): Promise<Drawn & { dialog: HTMLElement }> {
  const drawn = renderApp('/connections', { ...emptyState(), connections: [connection('c1')] }, prepare)
  await drawn.user.click(await button('Check connection'))
  return { ...drawn, dialog: await screen.findByRole('dialog', { name: 'Check connection' }) }
}

const started = (run: DoctorRun) => (fake: FakeBridge) => fake.answer('doctor.start', () => ok(run))
const items = async (dialog: HTMLElement) =>
  within(await within(dialog).findByRole('list', { name: 'Steps' }))
    .getAllByRole('listitem')
    .filter((one) => one.dataset.state !== undefined)
const announced = () => document.querySelector('[data-announcer]')?.textContent ?? ''

describe('a run', () => {
  test('begins at once; every step says its state in words as main tells of it', async () => {
    const { fake, dialog, asked } = await check(started(runningAt('tcp')))
    expect(asked('doctor.start')).toEqual([{ connectionId: 'c1' }])
    expect((await items(dialog)).map((one) => one.textContent)).toHaveLength(13)
    expect((await items(dialog))[2]?.textContent).toContain('Good')
    expect((await items(dialog))[3]?.textContent).toContain('Running')
    expect((await items(dialog))[4]?.textContent).toContain('Waiting')
    expect(within(dialog).getByText('Step 4 of 13: Reaching the computer')).toBeTruthy()
    act(() => fake.emit('doctor.progress', { run: runningAt('clock') }))
    expect(await within(dialog).findByText('Step 8 of 13: Clocks')).toBeTruthy()
    act(() => fake.emit('doctor.progress', { run: doctorRun() }))
    expect(await within(dialog).findByRole('group', { name: 'Everything works' })).toBeTruthy()
    await waitFor(() => expect(announced()).toContain('The check of jira.example.com is done: everything works.'))
  })

  test('what main tells before its reply arrives is not lost; another run is none of its business', async () => {
    const { dialog } = await check((fake) =>
      fake.answer('doctor.start', () => {
        fake.emit('doctor.progress', { run: doctorRun() })
        fake.emit('doctor.progress', { run: runningAt('dns', { id: 'other' }) })
        return ok(runningAt('address'))
      })
    )
    expect(await within(dialog).findByRole('group', { name: 'Everything works' })).toBeTruthy()
  })

  test('the one thing to do next is on top; causes, remedies and evidence are at their steps', async () => {
    const run = doctorRun(
      { failure: timedOut },
      {
        tcp: { state: 'failed', summary: 'No answer.', evidence: ['10.0.0.7:443'], failure: timedOut },
        clock: { state: 'warning', summary: 'Ten minutes apart.', failure: wrongClock },
        search: { state: 'skipped', summary: 'The computer is not reached.', ms: null }
      }
    )
    const { dialog } = await check(started(run))
    const next = await within(dialog).findByRole('group', { name: 'The one thing to do next' })
    expect(next.textContent).toContain(timedOut.title)
    expect(next.textContent).toContain(timedOut.remedy)
    expect(next.textContent).toContain('10 good · 1 worth knowing · 1 failed · 1 skipped')
    const all = await items(dialog)
    expect(all[3]?.textContent).toContain('Failed')
    expect(all[3]?.textContent).toContain(timedOut.cause)
    expect(all[3]?.textContent).not.toContain(timedOut.remedy)
    const seen = within(all[3] as HTMLElement)
      .getByText('10.0.0.7:443')
      .closest('details')
    expect(seen?.open).toBe(false)
    expect(all[7]?.textContent).toContain('Worth knowing')
    expect(all[7]?.textContent).toContain(wrongClock.remedy)
    expect(all[11]?.textContent).toContain('Skipped')
    await waitFor(() => expect(announced()).toContain(`is done: ${timedOut.title}`))
  })

  test('a failed one offers what helps; once solved it is run again', async () => {
    const refused = unknownAuthority()
    let calls = 0
    const { user, dialog } = await check((fake) =>
      fake.answer('doctor.start', () =>
        ok(
          calls++ === 0 ? doctorRun({ failure: refused }, { tls: { state: 'failed', failure: refused } }) : doctorRun()
        )
      )
    )
    await user.click(await within(dialog).findByRole('button', { name: 'Show certificate' }))
    const certificate = await screen.findByRole('dialog', { name: 'Certificate of jira.example.com' })
    await user.click(await within(certificate).findByRole('button', { name: 'Import a certificate authority' }))
    expect(await within(dialog).findByRole('group', { name: 'Everything works' })).toBeTruthy()
    expect(screen.queryByRole('dialog', { name: 'Certificate of jira.example.com' })).toBeNull()
    expect(calls).toBe(2)
  })

  test('a missing link is set up from here; once it works, the run begins anew', async () => {
    const missing = failure('oauth-consumer-unknown', { host: 'jira.example.com', consumerKey: 'k' })
    let calls = 0
    const { user, dialog } = await check((fake) =>
      fake.answer('doctor.start', () => ok(calls++ === 0 ? doctorRun({ failure: missing }) : doctorRun()))
    )
    const next = await within(dialog).findByRole('group', { name: 'The one thing to do next' })
    await user.click(within(next).getByRole('button', { name: 'Set up the application link' }))
    const link = await screen.findByRole('dialog', { name: 'Set up the application link' })
    await user.click(await within(link).findByRole('button', { name: 'Test the link' }))
    expect(await within(dialog).findByRole('group', { name: 'Everything works', hidden: true })).toBeTruthy()
    expect(calls).toBe(2)
  })

  test('a CAPTCHA is solved on Jira’s own page', async () => {
    const wanted = failure('captcha-required', { host: 'jira.example.com' })
    const { user, dialog, asked } = await check(started(doctorRun({ failure: wanted })))
    await user.click(await within(dialog).findByRole('button', { name: 'Open Jira’s sign-in page' }))
    expect(asked('app.openExternal')).toEqual([{ url: 'https://jira.example.com/jira/login.jsp' }])
  })

  test('can be cancelled, and run again', async () => {
    const { user, dialog, asked, fake } = await check(started(runningAt('tls')))
    fake.answer('doctor.cancel', () => ok(runningAt('tls', { endedAt: Date.now() })))
    await within(dialog).findByText(/Step 5 of 13/)
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(await within(dialog).findByRole('group', { name: 'The check was cancelled' })).toBeTruthy()
    expect(asked('doctor.cancel')).toEqual([{ runId: 'd1' }])
    await user.click(within(dialog).getByRole('button', { name: 'Run again' }))
    expect(await within(dialog).findByText(/Step 5 of 13/)).toBeTruthy()
    expect(asked('doctor.start')).toHaveLength(2)
  })

  test('that cannot begin says why', async () => {
    const { dialog } = await check((fake) =>
      fake.answer('doctor.start', () => err(failure('not-found', { what: 'The connection' })))
    )
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The connection')
    expect(within(dialog).getByRole('button', { name: 'Run again' })).toBeTruthy()
  })

  test('the list of connections follows: the run reports the status', async () => {
    const { fake } = await check(started(runningAt('tls')))
    fake.state.connections = [connection('c1', { status: 'unreachable', action: 'check', failure: timedOut })]
    act(() => fake.emit('changed', { topics: ['connections'] }))
    expect(await screen.findByText('Unreachable')).toBeTruthy()
  })
})

describe('the report', () => {
  const ready = async () => {
    const drawn = await check()
    await within(drawn.dialog).findByRole('group', { name: 'Everything works' })
    return drawn
  }

  test('is saved as Markdown or JSON, without user names unless they are asked for', async () => {
    const { user, dialog, asked } = await ready()
    await user.click(within(dialog).getByRole('button', { name: 'Save report' }))
    await user.click(await screen.findByRole('menuitem', { name: /Markdown/ }))
    expect(await within(dialog).findByText('Saved as /home/kim/report.md')).toBeTruthy()
    await user.click(within(dialog).getByRole('checkbox', { name: 'Include user names' }))
    await user.click(within(dialog).getByRole('button', { name: 'Save report' }))
    await user.click(await screen.findByRole('menuitem', { name: /JSON/ }))
    expect(await within(dialog).findByText('Saved as /home/kim/report.json')).toBeTruthy()
    expect(asked('doctor.saveReport')).toEqual([
      { runId: 'd1', format: 'markdown', userNames: false },
      { runId: 'd1', format: 'json', userNames: true }
    ])
  })

  test('nothing is said when nobody chose a place', async () => {
    const { user, dialog, fake } = await ready()
    fake.answer('doctor.saveReport', () => ok({ file: null }))
    await user.click(within(dialog).getByRole('button', { name: 'Save report' }))
    await user.click(await screen.findByRole('menuitem', { name: /JSON/ }))
    await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull())
    expect(within(dialog).queryByText(/^Saved as/)).toBeNull()
    expect(within(dialog).queryByRole('alert')).toBeNull()
  })

  test('is copied', async () => {
    const { user, dialog, asked } = await ready()
    await user.click(within(dialog).getByRole('button', { name: 'Copy report' }))
    expect(await within(dialog).findByText('The report was copied.')).toBeTruthy()
    expect(asked('doctor.report')).toEqual([{ runId: 'd1', format: 'markdown', userNames: false }])
    expect(asked('app.copy')).toEqual([{ text: '# Report' }])
  })
})

test('by keyboard: Escape closes it, and the focus is back on the button', async () => {
  const { user, dialog } = await check()
  await within(dialog).findByRole('group', { name: 'Everything works' })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Check connection'))
})
