/** How any part of the window opens the certificate, the network settings or the doctor of a Jira. */
import { createContext, useContext } from 'react'

/** Whose way to Jira it is about: a connection's, or that to an address nobody has signed in at yet. */
export interface NetworkSubject {
  /** An address below the Jira; its origin is what counts. */
  readonly siteUrl: string
  readonly connectionId?: string
  /** Does again what had failed, once the obstacle is out of the way. */
  readonly onSolved?: () => void
}

/** Which part of the network settings the person came for. */
export type NetworkPart = 'proxy' | 'client-certificate'

export interface NetworkDialogs {
  /** *Certificate of {host}* */
  readonly showCertificate: (subject: NetworkSubject) => void
  /** *Network settings* */
  readonly showSettings: (subject: NetworkSubject, part?: NetworkPart) => void
  /** *Check connection*: the Connection Doctor, which begins at once. */
  readonly checkConnection: (subject: NetworkSubject) => void
  /** *Set up the application link* of a connection. */
  readonly setUpLink: (subject: NetworkSubject) => void
}

const nowhere = () => undefined
export const NetworkDialogsContext = createContext<NetworkDialogs>({
  showCertificate: nowhere,
  showSettings: nowhere,
  checkConnection: nowhere,
  setUpLink: nowhere
})

export const useNetworkDialogs = (): NetworkDialogs => useContext(NetworkDialogsContext)
