import { Button, Group, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { InlineQuestion } from './InlineQuestion.tsx'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'

/** While two keys work: going on to the new one, or back to the former one. */
export function KeyChange({ onSaid }: { readonly onSaid: (words: string) => void }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'none' | 'finish' | 'cancel' | 'cancel-anyway'>('none')
  const finish = useAction(bridge.applink.finishKeyChange)
  const cancel = useAction(bridge.applink.cancelKeyChange)
  const finishButton = useFocusRescue<HTMLButtonElement>(finish.busy)
  /** Kept while the question about it stands below. */
  const [needed, setNeeded] = useState<string | null>(null)
  const neededAt = ({ code, params }: Failure): string | null =>
    code === 'key-still-needed' ? (params.sites ?? '') : null
  const finishNow = async (anyway: boolean) => {
    const result = await finish.run({ anyway })
    if (result.ok) return onSaid(t('applink.keys.finished'))
    setNeeded(neededAt(result.failure))
    setAsking('none')
  }
  const cancelNow = async (anyway: boolean) => {
    const result = await cancel.run({ anyway })
    if (result.ok) return onSaid(t('applink.keys.cancelled'))
    setNeeded(neededAt(result.failure))
    setAsking('none')
  }
  const keepButton = useRef<HTMLButtonElement>(null)
  const backToButtons = () => {
    const asked = asking === 'finish' ? finishButton : keepButton
    setAsking('none')
    asked.current?.focus()
  }
  const failure = finish.failure ?? cancel.failure
  return (
    <Stack gap="sm">
      <Text size="sm">{t('applink.keys.changing')}</Text>
      <Group gap={6}>
        <Button
          ref={finishButton}
          size="xs"
          loading={finish.busy && asking === 'none'}
          onClick={() => {
            cancel.clear()
            void finishNow(false)
          }}
        >
          {t('applink.keys.finish')}
        </Button>
        <Button
          ref={keepButton}
          size="xs"
          variant="default"
          onClick={() => {
            finish.clear()
            cancel.clear()
            setNeeded(null)
            setAsking('cancel')
          }}
        >
          {t('applink.keys.cancel')}
        </Button>
      </Group>
      {failure && (
        <FailureNotice
          failure={failure}
          live
          actions={
            failure.code === 'key-still-needed' &&
            asking === 'none' && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setAsking(finish.failure ? 'finish' : 'cancel-anyway')}
              >
                {t(finish.failure ? 'applink.keys.finishAnyway' : 'applink.keys.cancelAnyway')}
              </Button>
            )
          }
        />
      )}
      {asking === 'finish' && (
        <InlineQuestion
          question={t('applink.keys.finishQuestion', { sites: needed ?? '' })}
          action={t('applink.keys.finishAnyway')}
          busy={finish.busy}
          onConfirm={() => void finishNow(true)}
          onCancel={backToButtons}
        />
      )}
      {asking === 'cancel' && (
        <InlineQuestion
          question={t('applink.keys.cancelQuestion')}
          action={t('applink.keys.cancelConfirm')}
          busy={cancel.busy}
          onConfirm={() => void cancelNow(false)}
          onCancel={backToButtons}
        />
      )}
      {asking === 'cancel-anyway' && (
        <InlineQuestion
          question={t('applink.keys.cancelAnywayQuestion', { sites: needed ?? '' })}
          action={t('applink.keys.cancelAnyway')}
          busy={cancel.busy}
          onConfirm={() => void cancelNow(true)}
          onCancel={backToButtons}
        />
      )}
    </Stack>
  )
}
