import { FilterX } from 'lucide-react'
import type { Problem } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Notice } from '../notice.tsx'
import { ClearFilters } from './clear-filters.tsx'

/** The address asks for something that the server does not understand: its words, and a way out. */
export function WrongFilter({ problem }: { problem: Problem }) {
  const { t } = useLanguage()
  return (
    <Notice tone="wait" Icon={FilterX} title={t('filter.wrong')} actions={<ClearFilters />}>
      <p className="foreign">{problem.detail}</p>
    </Notice>
  )
}
