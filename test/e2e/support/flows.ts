/** What a person does in the app, step by step, by the words on the screen (the user manual's words). */
import type { ElectronApplication, Locator, Page } from 'playwright-core'

export const navigate = (page: Page, name: 'Projects' | 'Connections' | 'Members' | 'Settings'): Promise<void> =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click()

/** Creates a project and opens it. */
export const newProject = async (page: Page, name: string): Promise<void> => {
  await navigate(page, 'Projects')
  await page.getByRole('button', { name: 'New project' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Project name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const heading = page.getByRole('heading', { name, level: 1 })
  const link = page.getByRole('main').getByRole('link', { name, exact: true })
  await heading.or(link).first().waitFor()
  if (await link.isVisible()) await link.click()
  await heading.waitFor()
}

export const openTab = (page: Page, name: 'Overview' | 'Tasks'): Promise<void> =>
  page.getByRole('tab', { name }).click()

/** Region *Jira Integration* within *Modules* on a project's Overview. */
export const jiraIntegration = (page: Page): Locator =>
  page.getByRole('region', { name: 'Modules' }).getByRole('region', { name: 'Jira Integration' })

export const availableConnections = (page: Page): Locator => page.getByRole('region', { name: 'Available connections' })

/** Overview → Add Account → Server version → the address → Confirm; ends at the choice of how to sign in.
 * @returns what AtTrack says it found */
export const addServerAccount = async (page: Page, address: string): Promise<string> => {
  await jiraIntegration(page).getByRole('button', { name: 'Add Account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await dialog.getByRole('group', { name: 'Server version' }).getByRole('button', { name: 'Log in to Jira' }).click()
  await dialog.getByRole('textbox', { name: 'Link to your Jira' }).fill(address)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await dialog.getByRole('radiogroup', { name: 'How do you want to sign in?' }).waitFor()
  return (await dialog.getByText(/^Jira .+ at https?:/).innerText()).trim()
}

export interface Account {
  readonly username: string
  readonly password: string
}

type ServerMethodName = 'Login and password' | 'OAuth 1.0' | 'Personal access token' | 'OAuth 2.0'

/** At the choice of how to sign in: the radio button of a method. */
export const methodRadio = (page: Page, name: ServerMethodName): Locator =>
  page.getByRole('dialog').getByRole('radio', { name })

const chooseMethod = (page: Page, name: ServerMethodName): Promise<void> => methodRadio(page, name).check()

/** At the choice of how to sign in: *Login and password*. Does not wait for the outcome. */
export const signInWithPassword = async (page: Page, { username, password }: Account): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await chooseMethod(page, 'Login and password')
  await dialog.getByRole('textbox', { name: 'Username' }).fill(username)
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click()
}

/** The values *Set up the application link* shows, for the administrator of a Jira. */
export interface ApplicationLinkValues {
  readonly consumerKey: string
  readonly consumerName: string
  readonly publicKeyPem: string
  readonly callbackUrl: string
}

/** At the choice of how to sign in: opens *Set up the application link*, reads its values and comes back. */
export const readApplicationLink = async (page: Page): Promise<ApplicationLinkValues> => {
  await chooseMethod(page, 'OAuth 1.0')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Set up the application link' }).click()
  const read = (name: string): Promise<string> => dialog.getByRole('textbox', { name, exact: true }).inputValue()
  const values = {
    consumerKey: await read('Consumer key'),
    consumerName: await read('Consumer name'),
    publicKeyPem: await read('Public key'),
    callbackUrl: await read('Callback URL')
  }
  await dialog.getByRole('button', { name: 'Back', exact: true }).click()
  return values
}

/** Called with each of Jira's own pages, before it is answered. */
type OnPage = (window: Page, name: string) => Promise<void>

const noPicture: OnPage = async () => {}

/** On Jira's own pages, wherever they are shown: logs in, and answers the question for access. */
export const answerJira = async (
  jira: Page,
  { username, password }: Account,
  button: 'Allow' | 'Deny' = 'Allow',
  onPage: OnPage = noPicture
): Promise<void> => {
  await jira.getByLabel('Username').fill(username)
  await jira.getByLabel('Password').fill(password)
  await onPage(jira, 'jira-login')
  await jira.getByRole('button', { name: 'Log In' }).click()
  const answer = jira.getByRole('button', { name: button, exact: true })
  await answer.waitFor()
  await onPage(jira, 'jira-allow')
  // The app's window closes itself at the callback address, sometimes before the click has returned.
  await answer.click({ noWaitAfter: true }).catch((error: Error) => {
    if (!jira.isClosed()) throw error
  })
}

/** *Log in to Jira* in the dialog, then through Jira's own pages in the window that opens. */
const throughJirasWindow = async (
  app: ElectronApplication,
  page: Page,
  account: Account,
  onPage: OnPage = noPicture
): Promise<void> => {
  const opened = app.waitForEvent('window')
  await page.getByRole('dialog').getByRole('button', { name: 'Log in to Jira', exact: true }).click()
  const jira = await opened
  const closed = jira.waitForEvent('close')
  await answerJira(jira, account, 'Allow', onPage)
  await closed
}

/** At the choice of how to sign in: *OAuth 1.0*, then through Jira's own pages in the window that opens. */
export const signInWithOAuth1 = async (
  app: ElectronApplication,
  page: Page,
  account: Account,
  onPage: OnPage = noPicture
): Promise<void> => {
  await chooseMethod(page, 'OAuth 1.0')
  await throughJirasWindow(app, page, account, onPage)
}

/** What Jira shows of an incoming link. */
export interface OAuth2LinkValues {
  readonly clientId: string
  readonly clientSecret: string
}

/** At the choice of how to sign in: *OAuth 2.0*. @returns the redirect URL to register */
export const readRedirectUrl = async (page: Page): Promise<string> => {
  await chooseMethod(page, 'OAuth 2.0')
  return page.getByRole('dialog').getByRole('textbox', { name: 'Redirect URL' }).inputValue()
}

/** At *OAuth 2.0*: enters the link's values. */
export const enterOAuth2Link = async (page: Page, { clientId, clientSecret }: OAuth2LinkValues): Promise<void> => {
  await chooseMethod(page, 'OAuth 2.0')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Client ID' }).fill(clientId)
  await dialog.getByLabel('Client secret', { exact: true }).fill(clientSecret)
}

/** At *OAuth 2.0* with the link's values entered: through Jira's own pages in the window that opens. */
export const signInWithOAuth2 = throughJirasWindow

/** At the choice of how to sign in: *Personal access token*. Does not wait for the outcome.
 * @param expiresOn `2027-01-31`; left empty when absent */
export const signInWithToken = async (page: Page, token: string, expiresOn = ''): Promise<void> => {
  await chooseMethod(page, 'Personal access token')
  const dialog = page.getByRole('dialog')
  // The radio button and the field have the same name.
  await dialog.getByLabel('Personal access token', { exact: true }).and(page.locator('[type=password]')).fill(token)
  if (expiresOn !== '') await dialog.getByLabel('Expires on').fill(expiresOn)
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click()
}

/** The connection's button *Sign in again*. @returns the dialog it opens */
export const openSignInAgain = async (page: Page, host: string): Promise<Locator> => {
  await openTab(page, 'Overview')
  await (await connectionItem(page, host)).getByRole('button', { name: 'Sign in again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.waitFor()
  return dialog
}

/** The list item of a connection, once it is there.
 * @param method as shown; tells two connections to one Jira apart */
export const connectionItem = async (page: Page, host: string, method = ''): Promise<Locator> => {
  const items = availableConnections(page).getByRole('listitem')
  const item = items.filter({ hasText: host }).filter({ hasText: method }).first()
  await item.waitFor()
  return item
}

/** From the list of connections: *Select project* → find it → *Link project*.
 * @returns the issue count AtTrack shows before linking */
export const linkProject = async (page: Page, host: string, key: string, method = ''): Promise<number> => {
  await (await connectionItem(page, host, method)).getByRole('button', { name: 'Select project' }).click()
  const dialog = page.getByRole('dialog', { name: 'Select project' })
  await dialog.getByRole('textbox', { name: 'Find a Jira project' }).or(dialog.getByRole('searchbox')).first().fill(key)
  await dialog
    .getByRole('option', { name: new RegExp(`\\b${key}\\b`) })
    .first()
    .click()
  const count = dialog.getByText(new RegExp(`^${key} has (no|[\\d.,]+) issues?`))
  await count.waitFor()
  const shown = Number(/has ([\d.,]+)/.exec(await count.innerText())?.[1]?.replace(/\D/g, '') ?? '0')
  await dialog.getByRole('button', { name: 'Link project' }).click()
  await dialog.waitFor({ state: 'hidden' })
  return shown
}

export const taskGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Tasks' })

/** Opens *Tasks* and waits until it holds this many. */
export const waitForTasks = async (page: Page, count: number, timeout = 30_000): Promise<void> => {
  await openTab(page, 'Tasks')
  const grid = taskGrid(page)
  await grid.waitFor()
  const deadline = Date.now() + timeout
  let rows = 0
  while (Date.now() < deadline) {
    // The header is a row too.
    rows = Number(await grid.getAttribute('aria-rowcount')) - 1
    if (rows === count && (count === 0 || (await grid.getByRole('row').count()) > 1)) return
    await page.waitForTimeout(100)
  }
  throw new Error(`${rows} tasks after ${timeout / 1000} s, expected ${count}`)
}
