import { Avatar, Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconUsersPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { appStatusQuery } from '../../app/app-queries.ts'
import { Page } from '../../ui/Page.tsx'

/** Who works here. One person for now, and it says so. */
export function MembersPage() {
  const { t } = useTranslation()
  const user = useQuery(appStatusQuery).data?.session.user
  return (
    <Page title={t('members.heading')}>
      <Stack maw={640}>
        <Text size="sm" c="var(--at-quiet)">
          {t('members.intro')}
        </Text>
        {user && (
          <Card withBorder padding="md" component="ul" aria-label={t('members.list')} m={0}>
            <Group component="li" wrap="nowrap">
              <Avatar name={user.name} color="indigo" aria-hidden />
              <div style={{ flex: 1 }}>
                <Text size="sm" fw={600}>
                  {user.name}{' '}
                  <Text span size="sm" c="var(--at-quiet)">
                    ({t('members.you')})
                  </Text>
                </Text>
                {user.role === 'administrator' && (
                  <Text size="xs" c="var(--at-quiet)">
                    {t('members.may')}
                  </Text>
                )}
              </div>
              <Badge variant="light" tt="none">
                {t(`members.roles.${user.role}`)}
              </Badge>
            </Group>
          </Card>
        )}
        <Group wrap="nowrap" align="flex-start" c="var(--at-quiet)">
          <IconUsersPlus size={20} aria-hidden />
          <div>
            <Title order={2} size="h4">
              {t('members.later')}
            </Title>
            <Text size="sm">{t('members.laterText')}</Text>
          </div>
        </Group>
      </Stack>
    </Page>
  )
}
