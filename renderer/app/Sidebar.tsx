import { IconFolders, IconPlugConnected, IconSettings, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { SessionMenu } from '../features/session/SessionMenu.tsx'
import classes from './Sidebar.module.css'

const entries = [
  { to: '/projects', key: 'shell.projects', Icon: IconFolders },
  { to: '/connections', key: 'shell.connections', Icon: IconPlugConnected },
  { to: '/members', key: 'shell.members', Icon: IconUsers },
  { to: '/settings', key: 'shell.settings', Icon: IconSettings }
] as const

/** The way to every section, and at the bottom who sits here; in a narrow window the words are hidden, not gone. */
export function Sidebar() {
  const { t } = useTranslation()
  return (
    <nav className={classes.sidebar} aria-label={t('shell.navigation')}>
      <div className={classes.brand} aria-hidden>
        <span className={classes.mark}>A</span>
        <span className={classes.label}>AtTrack</span>
      </div>
      <ul className={classes.list}>
        {entries.map(({ to, key, Icon }) => (
          <li key={to}>
            <NavLink to={to} className={classes.link ?? ''} title={t(key)}>
              <Icon size={18} stroke={1.7} aria-hidden />
              <span className={classes.label}>{t(key)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      <SessionMenu />
    </nav>
  )
}
