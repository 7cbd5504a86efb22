import { useMemo, useState, type ReactNode } from 'react'
import { DoctorDialog } from '../doctor/DoctorDialog.tsx'
import { CertificateDialog } from './CertificateDialog.tsx'
import { NetworkSettingsDialog } from './NetworkSettingsDialog.tsx'
import {
  NetworkDialogsContext,
  type NetworkDialogs as Dialogs,
  type NetworkPart,
  type NetworkSubject
} from './use-network-dialogs.ts'

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
  const dialogs = useMemo<Dialogs>(
    () => ({
      showCertificate: (subject) => setCertificate({ opened: true, subject }),
      showSettings: (subject, part) => setSettings({ opened: true, subject, part }),
      checkConnection: (subject) => setDoctor({ opened: true, subject })
    }),
    []
  )
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
    </NetworkDialogsContext.Provider>
  )
}
