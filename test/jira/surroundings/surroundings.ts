/**
 * Surroundings: what lies between a person and a Jira that is itself in order – its certificate, a proxy, its name, the
 * path below which it is. Each entry of the tables next to this file starts a practice Jira behind one such thing.
 */
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../index.ts'
import type { ProxiedRequest } from '../proxy/proxy.ts'

export interface ProxyToUse {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly user?: string
  readonly password?: string
  /** What it was asked so far, the oldest first. */
  asked(): readonly ProxiedRequest[]
}

export interface Surroundings {
  /** What a person would enter. Not always where Jira is: see `jira.url`. */
  readonly url: string
  readonly jira: PracticeJira
  /** The authority a person would import; for a self-signed certificate, that certificate. */
  readonly caPem?: string
  /** The certificate between Jira's and the authority's that Jira fails to send. */
  readonly intermediatePem?: string
  readonly clientPfx?: { readonly bytes: Uint8Array; readonly passphrase: string }
  readonly clientPem?: { readonly certificate: string; readonly key: string }
  /** The same from an authority Jira does not know: to be refused. */
  readonly strangersPem?: { readonly certificate: string; readonly key: string }
  readonly proxy?: ProxyToUse
  readonly pacUrl?: string
  /** Ends Jira and everything around it. */
  close(): Promise<void>
}

export interface SurroundingsKind {
  readonly name: string
  /** One line for `--help`. */
  readonly describe: string
  /** @param options of the practice Jira; `https`, `host` and `certificate` may be the surroundings' to say. */
  start(options: PracticeJiraOptions): Promise<Surroundings>
}

/** A Jira and what else has to end with it, in this order. */
export function ending(jira: PracticeJira, ...others: readonly { close(): Promise<void> }[]): () => Promise<void> {
  return async () => {
    for (const one of [jira, ...others]) await one.close()
  }
}

/** A Jira over HTTPS with this certificate, at its own address. */
export async function httpsJira(
  options: PracticeJiraOptions,
  own: Required<Pick<PracticeJiraOptions, 'certificate'>> & Pick<PracticeJiraOptions, 'tls'>
): Promise<Surroundings> {
  const jira = await startPracticeJira({ ...options, ...own, https: true })
  return { url: jira.url, jira, caPem: own.certificate.caPem, close: ending(jira) }
}
