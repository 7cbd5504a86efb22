import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay, useSession } from '../../app/use-session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useFocusAfterRemoval } from '../../ui/use-focus-after-removal.ts'
import { AddMemberDialog } from './AddMemberDialog.tsx'
import { memberListQuery, membersOf, onlyAdministrator, totalOf } from './member-queries.ts'
import { MemberRow } from './MemberRow.tsx'
import classes from './Members.module.css'

/** From so many members on one wants to search. */
const searchFrom = 11

/** Who works here; Administrators change it. */
export function MembersPage() {
  const { t } = useTranslation()
  const me = useSession()?.user ?? null
  const may = useMay()
  const [search, setSearch] = useState('')
  const [adding, setAdding] = useState(false)
  const everyone = useInfiniteQuery(memberListQuery(''))
  const list = useInfiniteQuery(memberListQuery(search))
  const members = membersOf(list.data)
  const all = totalOf(everyone.data)
  const signIn = everyone.data?.pages[0]?.signIn ?? false
  const manages = may('members.manage')
  const { container, leaving } = useFocusAfterRemoval<HTMLUListElement>(list.data && members.map(({ id }) => id))
  const self = membersOf(everyone.data).find(({ id }) => id === me?.id) ?? null
  return (
    <Page
      title={t('members.heading')}
      actions={
        <>
          {may('audit.read') && (
            <Button component={Link} to="/members/audit" variant="default">
              {t('audit.heading')}
            </Button>
          )}
          {manages && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
              {t('members.add')}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="sm">
        {everyone.data && (
          <Text size="sm" c="var(--at-quiet)">
            {manages ? t(signIn ? 'members.intro' : 'members.introAlone') : <WhomToAsk data={everyone.data} />}
          </Text>
        )}
        {all >= searchFrom && (
          <Group gap="md">
            <SearchBox label={t('members.find')} value={search} onSearch={setSearch} />
            <Text size="xs" c="var(--at-quiet)" ml="auto">
              {t('members.total', { count: all })}
            </Text>
          </Group>
        )}
        {list.isPending && <Skeleton h={58} aria-busy aria-label={t('common.loading')} />}
        {list.error && <FailureNotice failure={list.error.failure} />}
        {list.data && members.length === 0 && (
          <EmptyState
            icon={<IconSearch />}
            title={t('members.noMatchTitle', { search })}
            text={t('members.noMatchText')}
          />
        )}
        {members.length > 0 && (
          <ul
            ref={container}
            tabIndex={-1}
            className={classes.list}
            aria-label={t('members.list')}
            data-stale={list.isPlaceholderData || undefined}
          >
            {members.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                you={member.id === me?.id}
                signIn={signIn}
                manages={manages}
                only={onlyAdministrator(everyone.data)?.id === member.id}
                oneOfTwo={all === 2}
                onRemoved={() => leaving(member.id)}
              />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Group justify="center">
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('common.showMore', { left: totalOf(list.data) - members.length })}
            </Button>
          </Group>
        )}
      </Stack>
      {manages && (
        <AddMemberDialog
          opened={adding}
          onClose={() => setAdding(false)}
          first={everyone.data && !signIn ? self : null}
        />
      )}
    </Page>
  )
}

/** For whoever cannot change the members: who can, by name. */
function WhomToAsk({ data }: { readonly data: Parameters<typeof membersOf>[0] }) {
  const { t, i18n } = useTranslation()
  const names = membersOf(data)
    .filter(({ role }) => role === 'administrator')
    .map(({ name }) => name)
  if (names.length === 0) return <>{t('members.askSomebody')}</>
  return <>{t('members.ask', { names: new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(names) })}</>
}
