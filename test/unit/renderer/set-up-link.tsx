/** Opens *Set up the application link* from the connections, where there is none yet. */
import { screen } from '@testing-library/react'
import { emptyState, type FakeBridge, type State } from './fake-bridge.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

export async function setUp(prepare?: (fake: FakeBridge) => void, state: State = emptyState()): Promise<Drawn> {
  const drawn = renderApp('/connections', state, prepare)
  await drawn.user.click(await button('Set up the application link'))
  await screen.findByRole('dialog', { name: 'Set up the application link' })
  await screen.findByRole('textbox', { name: 'Public key' })
  return drawn
}

/** What a field shows. */
export const value = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name }).value
