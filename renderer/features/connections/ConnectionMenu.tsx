import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconNetwork, IconStethoscope, IconTrash } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { useNetworkDialogs } from '../network/use-network-dialogs.ts'
import type { ConnectionRights } from './use-connection-rights.ts'

interface ConnectionMenuProps {
  readonly connection: Connection
  /** The element that says which connection it is. */
  readonly describedBy: string
  readonly rights: ConnectionRights
  readonly onRemove: () => void
  /** *Check connection* is in the menu, where no button of its own stands beside it. */
  readonly offersCheck?: boolean
  /** Items of the place, above the common ones. */
  readonly items?: readonly { readonly label: string; readonly icon: ReactNode; readonly onClick: () => void }[]
}

/** What ends the row of buttons of every connection: *Remove*, and the menu of what is seldom needed. */
export function ConnectionMenu(props: ConnectionMenuProps) {
  const { connection, describedBy, rights, onRemove, offersCheck = false, items = [] } = props
  const { t } = useTranslation()
  const { checkConnection, showSettings } = useNetworkDialogs()
  const subject = { siteUrl: connection.siteUrl, connectionId: connection.id }
  const more = useRef<HTMLButtonElement>(null)
  const all = [
    ...items,
    ...(offersCheck && rights.check === 'doctor'
      ? [
          {
            label: t('connections.check'),
            icon: <IconStethoscope size={16} aria-hidden />,
            onClick: () => checkConnection(subject)
          }
        ]
      : []),
    ...(rights.network
      ? [
          {
            label: t('network.settings'),
            icon: <IconNetwork size={16} aria-hidden />,
            onClick: () => showSettings(subject)
          }
        ]
      : [])
  ]
  return (
    <>
      {rights.remove && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={15} aria-hidden />}
          aria-describedby={describedBy}
          onClick={onRemove}
        >
          {t('connections.remove')}
        </Button>
      )}
      {all.length > 0 && (
        <Menu>
          <Menu.Target>
            <ActionIcon
              ref={more}
              variant="subtle"
              color="gray"
              aria-label={t('connections.more', { host: connection.host })}
            >
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {all.map(({ label, icon, onClick }) => (
              <Menu.Item
                key={label}
                leftSection={icon}
                onClick={() => {
                  // The item goes with its menu: the focus comes back to what stays.
                  more.current?.focus()
                  onClick()
                }}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
