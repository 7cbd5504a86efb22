/**
 * The words of the application-link kit: what a Jira administrator does, in the words of Jira's screens, which differ by
 * version. Sources: the product's manual, point 5; Atlassian Support, "Link applications to Jira" and "Configure an
 * incoming link"; Atlassian, "Managing project permissions".
 */
import type { JiraFamily } from '../../preload/contract/applink.ts'

/** What the steps name. */
export interface StepValues {
  readonly family: JiraFamily
  /** Origin and context path of the Jira; null before one is known. */
  readonly siteUrl: string | null
  readonly consumerName: string
  readonly applicationUrl: string
  readonly callbackUrl: string
  /** The key replaces another one that Jira may hold already. */
  readonly replacesKey: boolean
}

export const familyNames: Readonly<Record<JiraFamily, string>> = {
  v8: 'Jira 7.x and 8.0 to 8.21',
  v9: 'Jira 8.22 to 9.x',
  v10: 'Jira 10.x and 11.x'
}

/** What the application link lets AtTrack do; for whoever has to answer for it. */
export const permissionWords =
  'The link lets AtTrack ask people for access to this Jira, each for themselves: they sign in on Jira’s own page and choose “Allow”. AtTrack then reads what the signed-in user may see in Jira – projects and issues – and nothing else. A link of this kind has no narrower permission than the user’s own, but AtTrack changes nothing in Jira. It learns no password, and has no access without a user. Each user can end it in their profile, and deleting the link ends it for all.'

export const signatureWords =
  'The public key is no secret. Its private half stays in the keychain of the workstation that runs AtTrack.'

const at = (siteUrl: string | null, path: string): string => (siteUrl === null ? '' : ` (${siteUrl}${path})`)

const openLinks = ({ siteUrl }: StepValues): string =>
  `Log in to Jira as a Jira administrator and open “Administration” (the cog wheel) → “Applications” → “Application links”${at(siteUrl, '/plugins/servlet/applinks/listApplicationLinks')}.`

const replaceKey =
  'If the list has a link for AtTrack already, choose “Edit” (the pencil) beside it, open “Incoming Authentication”, put the new Public Key in place of the former one, choose “Save”, and go on with the last step. Otherwise make the link:'

const noResponse =
  'Jira says that no response was received from this URL. That is expected, since nothing answers there: leave the URL as it is and choose “Continue”.'

/** The steps up to "Link applications", where all versions come together. */
const begin: Readonly<Record<JiraFamily, (values: StepValues) => readonly string[]>> = {
  v8: ({ applicationUrl }) => [
    `Enter the Application URL ${applicationUrl} into the field and choose “Create new link”.`,
    noResponse
  ],
  v9: ({ applicationUrl }) => [
    'Choose “Create link”. As application type choose “Atlassian product” – not “External application”, which makes a link for OAuth 2.0.',
    `Enter the Application URL ${applicationUrl} and choose “Continue”. ${noResponse}`,
    'If Jira shows a “Client ID” instead, the link is of the wrong type: delete it and choose “Atlassian product”.'
  ],
  v10: ({ applicationUrl }) => [
    'Choose “Create link”. Choose “Atlassian product”, not “External application” – although AtTrack is none: only this choice leads to OAuth 1.0.',
    `Enter the Application URL ${applicationUrl} and choose “Continue”. ${noResponse}`,
    'Seeing a “Client ID” means the wrong type: that is a link for OAuth 2.0. Delete it and start again with “Atlassian product”.'
  ]
}

const linkApplications = ({ consumerName }: StepValues): string =>
  `On “Link applications” enter ${consumerName} as “Application Name” (any name will do), choose “Generic Application” as “Application Type”, tick “Create incoming link”, leave everything else empty, and choose “Continue”.`

const enterValues = ({ callbackUrl }: StepValues): string =>
  `Enter Consumer Key, Consumer Name and Public Key exactly as given here and choose “Continue”. Where Jira asks for a “Consumer Callback URL”, enter ${callbackUrl}. Leave “Allow 2-Legged OAuth” off. The list then shows the new link.`

const findGroup = ({ siteUrl }: StepValues): string =>
  `Open “Administration” → “User management” and look up the group of the people who will sign in${at(siteUrl, '/secure/admin/user/GroupBrowser.jspa')}.`

/** Called the same since 7.x; the manual's “Access Rights Scheme”. */
const browse = ({ siteUrl }: StepValues): string =>
  `Open “Administration” → “Issues” → “Permission schemes”${at(siteUrl, '/secure/admin/ViewPermissionSchemes.jspa')} and choose “Permissions” beside the scheme of each project AtTrack should see. If “Browse Projects” is not granted to that group yet, choose “Edit” in its row, then “Group” and the group, and “Grant”. For everyone choose “Any logged in user” under “Application access” – or “Anyone” (in newer versions “Anyone on the web”), which also shows the projects to people who are not logged in. Without this permission the list of projects in AtTrack stays empty.`

const done = 'Write back to whoever asked you, or choose “Test the link” in AtTrack. AtTrack also looks by itself.'

/** What to do in Jira, in order. */
export const stepsFor = (values: StepValues): string[] => [
  openLinks(values),
  ...(values.replacesKey ? [replaceKey] : []),
  ...begin[values.family](values),
  linkApplications(values),
  enterValues(values),
  findGroup(values),
  browse(values),
  done
]
