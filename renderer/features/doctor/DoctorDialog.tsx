import { Button, Group, Loader, Progress, Stack, Text } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DoctorRun } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogFooter } from '../../ui/DialogFooter.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { hostOf } from '../connections/sign-in-target.ts'
import { SiteHelp } from '../network/SiteHelp.tsx'
import type { NetworkSubject } from '../network/use-network-dialogs.ts'
import { countSteps } from './run-outcome.ts'
import { DoctorReport } from './DoctorReport.tsx'
import { DoctorSteps } from './DoctorSteps.tsx'
import { DoctorVerdict } from './DoctorVerdict.tsx'
import { useDoctorAnnouncements } from './use-doctor-announcements.ts'
import { useDoctorRun } from './use-doctor-run.ts'

interface DoctorDialogProps {
  readonly opened: boolean
  readonly subject: NetworkSubject
  readonly onClose: () => void
}

/** *Check connection*: every step from this computer to Jira's search, as it is taken, and the one thing to do next. */
export function DoctorDialog({ opened, subject, onClose }: DoctorDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('doctor.title')} size="lg">
      <Examination subject={subject} onClose={onClose} />
    </Dialog>
  )
}

/** Lives only while the dialog is open: opening it again begins anew. */
function Examination({ subject, onClose }: Omit<DoctorDialogProps, 'opened'>) {
  const { t } = useTranslation()
  const { siteUrl, connectionId } = subject
  const doctor = useDoctorRun({ siteUrl, ...(connectionId ? { connectionId } : {}) })
  const { run, failure, running, cancelled } = doctor
  useDoctorAnnouncements(run, cancelled)
  return (
    <SiteHelp
      siteUrl={siteUrl}
      {...(connectionId ? { connectionId } : {})}
      onSolved={doctor.start}
      offersCheck={false}
      alone
    >
      <Stack gap="md">
        <Text size="sm" c="var(--at-quiet)" style={{ overflowWrap: 'anywhere' }}>
          {t('doctor.subject', { address: hostOf(run?.siteUrl ?? siteUrl) })}
        </Text>
        {failure && <FailureNotice failure={failure} live />}
        {running && <Underway run={run} />}
        {run && !running && <DoctorVerdict run={run} cancelled={cancelled} />}
        {run && <DoctorSteps run={run} />}
        {run && !running && <DoctorReport runId={run.id} />}
        <DialogFooter>
          {/* One button, so that whoever is on it stays there when the run ends. */}
          <Button
            variant="default"
            leftSection={running ? <IconX size={16} aria-hidden /> : <IconRefresh size={16} aria-hidden />}
            onClick={running ? doctor.cancel : doctor.start}
          >
            {t(running ? 'common.cancel' : 'doctor.runAgain')}
          </Button>
          {/* Where something is to be done, the button that does it stands out alone. */}
          <Button variant={run?.failure ? 'default' : 'filled'} onClick={onClose}>
            {t('common.close')}
          </Button>
        </DialogFooter>
      </Stack>
    </SiteHelp>
  )
}

/** How far it is. Not a live region: what matters of it is announced. */
function Underway({ run }: { readonly run: DoctorRun | null }) {
  const { t } = useTranslation()
  const total = run?.steps.length ?? 0
  const counts = run && countSteps(run)
  const done = counts ? total - counts.waiting - counts.running : 0
  const now = run?.steps.find((step) => step.state === 'running')
  return (
    <div>
      <Group gap="xs" mb={6}>
        <Loader size={16} aria-hidden />
        <Text size="sm">
          {now
            ? t('doctor.checking', { number: done + 1, total, step: t(`doctor.step.${now.id}`) })
            : t('doctor.starting')}
        </Text>
      </Group>
      <Progress value={total > 0 ? (100 * done) / total : 0} size="sm" aria-label={t('doctor.title')} />
    </div>
  )
}
