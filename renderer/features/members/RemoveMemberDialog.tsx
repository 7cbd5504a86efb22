import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { connectionsQuery } from '../connections/connection-queries.ts'

interface RemoveMemberDialogProps {
  readonly opened: boolean
  readonly member: Member
  readonly you: boolean
  /** Afterwards there is one member, who does not sign in. */
  readonly leavesOne: boolean
  readonly onClose: () => void
  readonly onRemoved: () => void
}

/** Asks first, and says what stays: what the member connected goes on until somebody takes it over. */
export function RemoveMemberDialog({ opened, member, you, leavesOne, onClose, onRemoved }: RemoveMemberDialogProps) {
  const { t, i18n } = useTranslation()
  const announce = useAnnounce()
  const { data } = useQuery({ ...connectionsQuery, enabled: opened })
  const theirs = data?.filter(({ authorisedBy }) => authorisedBy?.memberId === member.id) ?? []
  const hosts = new Intl.ListFormat(i18n.language).format([...new Set(theirs.map(({ host }) => host))])
  const text = [
    you ? t('members.removeSelf') : t('members.removeText', { name: member.name }),
    ...(leavesOne ? [t('members.removeLeavesOne')] : []),
    ...(theirs.length > 0 ? [t('members.removeConnections', { count: theirs.length, hosts })] : [])
  ].join(' ')
  return (
    <ConfirmDialog
      opened={opened}
      title={you ? t('members.removeSelfTitle') : t('members.removeTitle', { name: member.name })}
      text={text}
      action={t('members.remove')}
      onConfirm={() => {
        onRemoved()
        return bridge.members.remove({ id: member.id })
      }}
      onClose={onClose}
      onDone={() => announce(t('members.removedDone', { name: member.name }))}
    />
  )
}
