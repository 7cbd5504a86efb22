/** The OAuth client with which AtTrack is known to Atlassian: made once in Atlassian's developer console. */
import { z } from 'zod'
import { channel, nothing } from './channel.ts'

export const cloudClientSchema = z.object({
  /** `build`: comes with this AtTrack; `settings`: entered by an administrator; `none`: Cloud sign-in works with API tokens only. */
  source: z.enum(['build', 'settings', 'none']),
  /** No secret; the client secret never leaves main and the keychain. */
  clientId: z.string().nullable(),
  /** What to enter as callback URL in the developer console. */
  callbackUrl: z.string(),
  /** Classic scopes to add there, under Jira API and User identity API. */
  scopes: z.array(z.string())
})
export type CloudClient = z.infer<typeof cloudClientSchema>

export const cloudClientChannels = {
  'cloudClient.get': channel('workspace.read', nothing, cloudClientSchema),
  'cloudClient.set': channel(
    'workspace.settings',
    z.strictObject({
      clientId: z.string().trim().min(1, 'Enter the client ID.').max(255),
      clientSecret: z.string().trim().min(1, 'Enter the client secret.').max(1024)
    }),
    cloudClientSchema
  ),
  'cloudClient.remove': channel('workspace.settings', nothing, cloudClientSchema)
}
