import { ActionIcon, Avatar, Badge, Menu, Text } from '@mantine/core'
import { IconDots, IconKey, IconPencil, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../preload/contract/index.ts'
import { RelativeTime } from '../../ui/time.tsx'
import { ChangeMemberDialog } from './ChangeMemberDialog.tsx'
import { NewPasswordDialog } from './NewPasswordDialog.tsx'
import { ProjectNames } from './ProjectNames.tsx'
import { RemoveMemberDialog } from './RemoveMemberDialog.tsx'
import classes from './Members.module.css'

interface MemberRowProps {
  readonly member: Member
  readonly you: boolean
  /** Everybody signs in. */
  readonly signIn: boolean
  /** Whoever looks may change it. */
  readonly manages: boolean
  /** The only Administrator, who has to stay one. */
  readonly only: boolean
  /** There are two, so that without this one nobody signs in. */
  readonly oneOfTwo: boolean
  readonly onRemoved: () => void
}

type Open = 'change' | 'password' | 'remove' | null

export function MemberRow({ member, you, signIn, manages, only, oneOfTwo, onRemoved }: MemberRowProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>(null)
  const more = useRef<HTMLButtonElement>(null)
  const show = (dialog: Open) => () => {
    // The item goes with its menu: the focus comes back to what stays.
    more.current?.focus()
    setOpen(dialog)
  }
  const close = () => setOpen(null)
  return (
    <li className={classes.row}>
      <Avatar name={member.name} color="indigo" size={36} className={classes.picture ?? ''} aria-hidden />
      <div className={classes.who}>
        <span className={classes.name}>
          <bdi>{member.name}</bdi>
          {you && (
            <Text span inherit fw={400} c="var(--at-quiet)">
              {' '}
              ({t('members.you')})
            </Text>
          )}
        </span>
        {manages && member.login !== null && (signIn || !you) && (
          <bdi className={classes.quiet} title={t('session.login')}>
            {member.login}
          </bdi>
        )}
      </div>
      <div className={classes.role}>
        <Badge variant="light" color={member.role === 'administrator' ? 'indigo' : 'gray'} tt="none">
          {t(`members.roles.${member.role}`)}
        </Badge>
        {member.role === 'project-manager' && (
          <span className={classes.quiet}>
            <ProjectNames ids={member.projectIds} />
          </span>
        )}
      </div>
      {signIn && (
        <span className={`${classes.quiet} ${classes.seen}`}>
          {you ? t('members.hereNow') : <LastSignIn member={member} />}
        </span>
      )}
      {manages && (
        <div className={classes.menu}>
          <Menu width={230}>
            <Menu.Target>
              <ActionIcon
                ref={more}
                variant="subtle"
                color="gray"
                aria-label={t('members.actions', { name: member.name })}
              >
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={show('change')}>
                {t('members.change')}
              </Menu.Item>
              {signIn && !you && (
                <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={show('password')}>
                  {t('members.newPassword')}
                </Menu.Item>
              )}
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} aria-hidden />}
                disabled={only}
                onClick={show('remove')}
              >
                {t('members.remove')}
                {only && (
                  <Text size="xs" c="var(--at-quiet)">
                    {t('members.onlyAdministrator')}
                  </Text>
                )}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <ChangeMemberDialog opened={open === 'change'} member={member} you={you} only={only} onClose={close} />
          <NewPasswordDialog opened={open === 'password'} member={member} onClose={close} />
          <RemoveMemberDialog
            opened={open === 'remove'}
            member={member}
            you={you}
            leavesOne={oneOfTwo}
            onClose={close}
            onRemoved={onRemoved}
          />
        </div>
      )}
    </li>
  )
}

function LastSignIn({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  // Not known is not never: of others only Administrators are told, and who was alone had nothing to sign in to.
  if (member.lastSignInAt === null) return member.mustChangePassword ? <>{t('members.notYet')}</> : null
  return <RelativeTime at={member.lastSignInAt} say={(when) => t('members.signedIn', { when })} />
}
