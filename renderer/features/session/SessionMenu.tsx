import { Avatar, Menu, UnstyledButton } from '@mantine/core'
import { IconKey, IconLock, IconLogout, IconSelector } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/use-session.ts'
import { ChangePasswordDialog } from './ChangePasswordDialog.tsx'
import { useLeaveSession } from './use-leave-session.ts'
import classes from './SessionMenu.module.css'

/** Who sits here, and what that member can do about it. Nothing where nobody signs in. */
export function SessionMenu() {
  const { t } = useTranslation()
  const session = useSession()
  const [changing, setChanging] = useState(false)
  const target = useRef<HTMLButtonElement>(null)
  const { signOut, lock } = useLeaveSession()
  if (session?.state !== 'signed-in' || !session.user) return null
  const { name, role } = session.user
  const roleName = t(`members.roles.${role}`)
  const change = () => {
    // The item goes with its menu: the focus comes back to what stays.
    target.current?.focus()
    setChanging(true)
  }
  return (
    <div className={classes.bottom}>
      <Menu position="top-start" width={187}>
        <Menu.Target>
          <UnstyledButton ref={target} className={classes.member ?? ''} title={`${name}, ${roleName}`}>
            <Avatar name={name} color="indigo" size={28} aria-hidden />
            <span className={classes.words}>
              <bdi className={classes.name}>{name}</bdi>
              <span className={classes.role}>{roleName}</span>
            </span>
            <IconSelector size={16} aria-hidden className={classes.sign} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={change}>
            {t('session.changePassword')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => void lock()}>
            {t('session.lock')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
            {t('session.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ChangePasswordDialog opened={changing} onClose={() => setChanging(false)} />
    </div>
  )
}
