/** What tests of the page *Members* have in common: three people, and the way to their rows and dialogs. */
import { screen, within } from '@testing-library/react'
import type { FakeBridge } from './fake-bridge.ts'
import { session } from './fake-data.ts'
import { member, withMembers, withSession } from './fake-members.ts'

export const kim = member('m1', 'Kim Larsen', { role: 'administrator' })
export const anna = member('m2', 'Anna Berg', { role: 'project-manager', projectIds: ['p1', 'p2'] })
export const ben = member('m3', 'Ben Ode', { role: 'observer', lastSignInAt: null, mustChangePassword: true })
export const three = [anna, ben, kim]

export const signedIn =
  (role: Parameters<typeof session>[0] = 'administrator', members = three) =>
  (fake: FakeBridge) => {
    withSession(fake, session(role))
    withMembers(fake, members)
  }
export const rowOf = async (name: string) => {
  const list = await screen.findByRole('list', { name: 'Members' })
  const row = (await within(list).findByText(name)).closest('li')
  if (!row) throw new Error(`no row of ${name}`)
  return within(row)
}
export const choose = async (user: { click: (element: Element) => Promise<void> }, name: string, item: string) => {
  await user.click((await rowOf(name)).getByRole('button', { name: `Actions for ${name}` }))
  await user.click(await screen.findByRole('menuitem', { name: item }))
}
export const field = (label: string) => within(screen.getByRole('dialog')).getByLabelText<HTMLInputElement>(label)
export const inDialog = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name })
