import { FilterX } from 'lucide-react'
import type { Problem } from '../../../lib/resources.ts'
import { clearFilters } from '../../hooks/use-runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { Notice } from '../notice.tsx'

/** The address asks for something that the server does not understand: its words, and a way out. */
export function WrongFilter({ problem }: { problem: Problem }) {
  const { t } = useLanguage()
  const clear = <Button onClick={clearFilters}>{t('filter.clear')}</Button>
  return (
    <Notice tone="wait" Icon={FilterX} title={t('filter.wrong')} actions={clear}>
      <p className="foreign">{problem.detail}</p>
    </Notice>
  )
}
