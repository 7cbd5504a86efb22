import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { projectQuery } from '../projects/project-queries.ts'

/** How many are named; the others are counted. */
const named = 3

/** The projects somebody manages, some of them by name. */
export function ProjectNames({ ids }: { readonly ids: readonly string[] }) {
  const { t, i18n } = useTranslation()
  const found = useQueries({ queries: ids.slice(0, named).map((id) => projectQuery(id)) })
  if (ids.length === 0) return <>{t('members.noProjects')}</>
  const names = found.flatMap(({ data }) => (data ? [data.name] : []))
  names.sort(new Intl.Collator(i18n.language, { numeric: true }).compare)
  const others = ids.length - named
  const all = others > 0 ? [...names, t('members.otherProjects', { count: others })] : names
  const parts = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).formatToParts(all)
  // Each name on its own: one written from right to left turns nothing but itself round.
  return <>{parts.map(({ type, value }, at) => (type === 'element' ? <bdi key={at}>{value}</bdi> : value))}</>
}
