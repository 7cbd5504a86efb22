import { notifications } from '@mantine/notifications'
import type { Failure } from '../../preload/contract/index.ts'

/** For a failure that has no place of its own on the screen, such as a menu entry's. */
export function notifyFailure(failure: Failure): void {
  notifications.show({
    color: 'red',
    title: failure.title,
    message: `${failure.cause} ${failure.remedy}`,
    autoClose: false
  })
}

export function notifyDone(message: string): void {
  notifications.show({ message })
}
