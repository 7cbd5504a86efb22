import { Button, Checkbox, Input, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { projectListQuery } from '../projects/project-queries.ts'
import classes from './Members.module.css'

interface ProjectChoiceProps {
  /** Ids; also of projects that are not in view. */
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** From so many projects on one wants to search. */
const searchFrom = 9

/** Which projects a Project Manager manages. */
export function ProjectChoice({ chosen, onChange }: ProjectChoiceProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(projectListQuery(search, false))
  const projects = list.data?.pages.flatMap((page) => page.projects) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const choose = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <Stack gap={6} role="group" aria-label={t('members.projects')}>
      <Input.Label labelElement="div" aria-hidden>
        {t('members.projects')}
      </Input.Label>
      {(search !== '' || total >= searchFrom) && (
        <SearchBox label={t('projects.find')} value={search} onSearch={setSearch} width="100%" />
      )}
      {list.isPending && <Skeleton h={60} />}
      {list.error && <FailureNotice failure={list.error.failure} />}
      {list.data && (
        <div className={classes.choices} data-stale={list.isPlaceholderData || undefined}>
          {projects.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onChange={(event) => choose(id, event.currentTarget.checked)}
            />
          ))}
          {projects.length === 0 && (
            <Text size="sm" c="var(--at-quiet)">
              {search === '' ? t('members.noProjectsHere') : t('projects.noMatchTitle', { search })}
            </Text>
          )}
          {list.hasNextPage && (
            <Button
              size="compact-xs"
              variant="subtle"
              w="fit-content"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('common.showMore', { left: total - projects.length })}
            </Button>
          )}
        </div>
      )}
      <Text size="xs" c="var(--at-quiet)">
        {t('members.projectsChosen', { count: chosen.length })} {t('members.projectsHint')}
      </Text>
    </Stack>
  )
}
