import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useOnLeaving } from '../../ui/use-on-leaving.ts'
import { DoctorDialog } from '../doctor/DoctorDialog.tsx'
import { ApplinkDialog } from '../applink/ApplinkDialog.tsx'
import { connectionsQuery } from '../connections/connection-queries.ts'
import { CertificateDialog } from './CertificateDialog.tsx'
import { NetworkSettingsDialog } from './NetworkSettingsDialog.tsx'
import {
  NetworkDialogsContext,
  type NetworkDialogs as Dialogs,
  type NetworkPart,
  type NetworkSubject
} from './use-network-dialogs.ts'
import { useSolved } from './use-solved.ts'

/** One dialog: whom it is about, which stays while it fades away. */
interface Shown {
  readonly opened: boolean
  readonly subject: NetworkSubject
  readonly part?: NetworkPart | undefined
}

const nobody: Shown = { opened: false, subject: { siteUrl: '' } }
const closed = (shown: Shown): Shown => ({ ...shown, opened: false })

/**
 * Holds the dialogs about the way to a Jira. They live here and not beside the failure they were opened from: that may
 * be gone before the person is through with them.
 */
export function NetworkDialogs({ children }: { readonly children: ReactNode }) {
  const [certificate, setCertificate] = useState(nobody)
  const [settings, setSettings] = useState(nobody)
  const [doctor, setDoctor] = useState(nobody)
  const [link, setLink] = useState(nobody)
  const dialogs = useMemo<Dialogs>(
    () => ({
      showCertificate: (subject) => setCertificate({ opened: true, subject }),
      showSettings: (subject, part) => setSettings({ opened: true, subject, part }),
      checkConnection: (subject) => setDoctor({ opened: true, subject }),
      setUpLink: (subject) => setLink({ opened: true, subject })
    }),
    []
  )
  useOnLeaving(() => {
    for (const close of [setCertificate, setSettings, setDoctor, setLink]) close(closed)
  })
  return (
    <NetworkDialogsContext.Provider value={dialogs}>
      {children}
      <DoctorDialog opened={doctor.opened} subject={doctor.subject} onClose={() => setDoctor(closed)} />
      <NetworkSettingsDialog
        opened={settings.opened}
        subject={settings.subject}
        part={settings.part}
        onClose={() => setSettings(closed)}
      />
      <CertificateDialog
        opened={certificate.opened}
        subject={certificate.subject}
        onClose={() => setCertificate(closed)}
      />
      <LinkDialog opened={link.opened} subject={link.subject} onClose={() => setLink(closed)} />
    </NetworkDialogsContext.Provider>
  )
}

interface LinkDialogProps extends Shown {
  readonly onClose: () => void
}

/** The set-up of a connection's application link; once a test there succeeds, what had failed is done again. */
function LinkDialog({ opened, subject, onClose }: LinkDialogProps) {
  const solved = useSolved(subject)
  const { data } = useQuery({ ...connectionsQuery, enabled: opened })
  const connection = data?.find((one) => one.id === subject.connectionId)
  return (
    <ApplinkDialog
      opened={opened}
      onClose={onClose}
      siteUrl={subject.siteUrl}
      {...(connection ? { version: connection.version } : {})}
      {...(connection?.consumerKey ? { consumerKey: connection.consumerKey } : {})}
      {...(solved ? { onWorks: solved } : {})}
    />
  )
}
