/** Draws the whole app over a fake bridge, at an address, the way main.tsx does. */
import { cleanup, configure, render, screen } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { App } from '../../../renderer/app/App.tsx'
import { Providers } from '../../../renderer/app/Providers.tsx'
import { makeQueryClient } from '../../../renderer/app/query-client.ts'
import '../../../renderer/i18n/i18n.ts'
import { createFakeBridge, filledState, type FakeBridge, type State } from './fake-bridge.ts'

// Two cores and many workers: a slow answer is not a wrong one. The whole page in every message helps nobody.
configure({ asyncUtilTimeout: 4000, getElementError: (message) => new Error(message ?? 'not found') })

/** happy-dom lays nothing out; a virtual list needs a height to know what is in view. */
const viewHeight = 600
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => viewHeight })
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => viewHeight })
Object.defineProperty(HTMLElement.prototype, 'scrollHeight', { configurable: true, get: () => 1_000_000 })
HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, to?: ScrollToOptions | number) {
  this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0
  this.dispatchEvent(new Event('scroll'))
}
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 1000 })

export interface Drawn {
  fake: FakeBridge
  user: UserEvent
  /** Inputs of the calls to one channel so far. */
  asked: (name: string) => unknown[]
}

export function renderApp(
  path: string,
  state: State = filledState(),
  prepare: (fake: FakeBridge) => void = () => {}
): Drawn {
  cleanup()
  const fake = createFakeBridge(state)
  prepare(fake)
  Object.defineProperty(window, 'attrack', { configurable: true, value: fake })
  render(
    <Providers client={makeQueryClient()} env="test">
      <MemoryRouter initialEntries={[path]}>
        <App />
      </MemoryRouter>
    </Providers>
  )
  return {
    fake,
    user: userEvent.setup(),
    asked: (name) => fake.calls.filter((call) => call.name === name).map((call) => call.input)
  }
}

export const button = (name: string) => screen.findByRole('button', { name })
