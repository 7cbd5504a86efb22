/**
 * How AtTrack reaches one Jira: which certificates it trusts there besides the system's, by which way it goes, and what
 * it shows of itself. Kept per origin (scheme, host and port), so that it can be set before a connection exists and
 * holds for all connections to that Jira.
 */
import { z } from 'zod'
import { channel, time } from './channel.ts'
import { failureSchema } from './failures/failure.ts'

/** What is wrong with a chain. `intercepted` is a guess from the issuer's name. */
export const certificateProblem = z.enum([
  'unknown-authority',
  'self-signed',
  'expired',
  'not-yet-valid',
  'wrong-host',
  'chain-incomplete',
  'intercepted',
  'changed'
])
export type CertificateProblem = z.infer<typeof certificateProblem>

export const certificateSchema = z.object({
  /** `CN=jira.example.com, O=Example` */
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  validFrom: time,
  validTo: time,
  /** SHA-256 of the DER, `AB:CD:…`. */
  fingerprint: z.string(),
  /** Host names and IP addresses it is for. */
  names: z.array(z.string()),
  isAuthority: z.boolean(),
  selfSigned: z.boolean()
})
export type Certificate = z.infer<typeof certificateSchema>

/** What a server showed, and what AtTrack makes of it. */
export const certificateReportSchema = z.object({
  /** `https://jira.example.com:8443` */
  origin: z.string(),
  host: z.string(),
  /** As the server sent them, its own first. */
  chain: z.array(certificateSchema),
  problems: z.array(
    z.object({
      problem: certificateProblem,
      /** Which certificate of the chain it concerns, from 0. */
      index: z.number().int(),
      /** In words, with names and dates. */
      text: z.string()
    })
  ),
  /** Why the connection is good, when it is. */
  trustedBy: z.enum(['system', 'imported', 'pin']).nullable(),
  failure: failureSchema.nullable()
})
export type CertificateReport = z.infer<typeof certificateReportSchema>

const webAddress = (schemes: RegExp, problem: string) =>
  z
    .string()
    .trim()
    .max(2000)
    .refine((text) => schemes.test(text), problem)

/** The way to this Jira. `system`: what the system is set to, automatic scripts included. */
export const proxySetting = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('direct') }),
  z.strictObject({
    mode: z.literal('manual'),
    /** `http://proxy.example.com:3128`, also https, socks4, socks5. */
    url: webAddress(
      /^(https?|socks[45]?):\/\/[^/@\s]+$/i,
      'Enter the proxy as http://name:port, without a user name or path.'
    ),
    /** Hosts reached without it, as Chromium takes them: `localhost, *.example.com, 10.0.0.0/8`. */
    bypass: z.string().trim().max(2000)
  }),
  z.strictObject({
    mode: z.literal('script'),
    url: webAddress(/^https?:\/\/\S+$/i, 'Enter the address of the script, beginning with http:// or https://.')
  })
])
export type ProxySetting = z.infer<typeof proxySetting>

export const siteNetworkSchema = z.object({
  origin: z.string(),
  host: z.string(),
  /** Certificates trusted for this origin besides the system's. */
  authorities: z.array(certificateSchema),
  /** The one certificate trusted as it is, if one was. */
  pin: certificateSchema.nullable(),
  clientCertificate: certificateSchema.nullable(),
  proxy: proxySetting,
  /** The way a request takes now: `direct`, `through the proxy proxy.example.com:3128`. */
  route: z.string(),
  /** `proxy.example.com:3128`, with its scheme unless that is http: `https://proxy.example.com:443`. Null when direct. */
  proxyAddress: z.string().nullable(),
  /** The user name kept for that proxy. */
  proxyUser: z.string().nullable()
})
export type SiteNetwork = z.infer<typeof siteNetworkSchema>

/** Any address below the Jira; only its origin counts. */
const siteUrl = z.string().trim().min(1).max(2000)
const site = z.strictObject({ siteUrl })
/** SHA-256, as shown. */
const fingerprint = z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
const atSite = z.strictObject({ siteUrl, fingerprint })

export const networkChannels = {
  'network.get': channel('workspace.read', site, siteNetworkSchema),
  /** Connects, shows what the server showed, sends nothing. Failures: the network ones. */
  'network.inspectCertificate': channel('jira.authorise', site, certificateReportSchema),
  /** Asks for a file (PEM, DER, PKCS#7) and trusts the authorities in it, for this origin. `cancelled` when none was chosen. */
  'network.importAuthority': channel('jira.network', site, siteNetworkSchema, { of: 'site', field: 'siteUrl' }),
  'network.removeAuthority': channel('jira.network', atSite, siteNetworkSchema, { of: 'site', field: 'siteUrl' }),
  /** Trusts exactly the certificate the server shows now; refused when that is not the one with this fingerprint. */
  'network.pin': channel('jira.network', atSite, siteNetworkSchema, { of: 'site', field: 'siteUrl' }),
  'network.unpin': channel('jira.network', site, siteNetworkSchema, { of: 'site', field: 'siteUrl' }),
  /** Asks for a file or two (PFX, or PEM with its key) and shows that certificate to this Jira. */
  'network.setClientCertificate': channel(
    'jira.network',
    z.strictObject({ siteUrl, passphrase: z.string().max(1024) }),
    siteNetworkSchema,
    { of: 'site', field: 'siteUrl' }
  ),
  'network.removeClientCertificate': channel('jira.network', site, siteNetworkSchema, { of: 'site', field: 'siteUrl' }),
  'network.setProxy': channel('jira.network', z.strictObject({ siteUrl, proxy: proxySetting }), siteNetworkSchema, {
    of: 'site',
    field: 'siteUrl'
  }),
  /** Keeps the sign-in for the proxy on the way to this Jira in the keychain. */
  'network.saveProxyCredential': channel(
    'jira.network',
    z.strictObject({
      siteUrl,
      username: z.string().trim().min(1, 'Enter the user name for the proxy.').max(255),
      password: z.string().min(1, 'Enter the password for the proxy.').max(1024)
    }),
    siteNetworkSchema,
    { of: 'site', field: 'siteUrl' }
  ),
  'network.forgetProxyCredential': channel('jira.network', site, siteNetworkSchema, { of: 'site', field: 'siteUrl' })
}
