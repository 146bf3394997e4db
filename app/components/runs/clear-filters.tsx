import { X } from 'lucide-react'
import { clearFilters } from '../../hooks/use-runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { searchFieldId } from './search-field.tsx'

/** Asks for all runs again. That takes the button away: the search field gets the focus. */
export function ClearFilters({ look }: { look?: 'quiet' }) {
  const { t } = useLanguage()
  const clear = () => {
    clearFilters()
    document.getElementById(searchFieldId)?.focus()
  }
  return (
    <Button look={look} onClick={clear}>
      {look === 'quiet' && <X aria-hidden className="size-4" />}
      {t('filter.clear')}
    </Button>
  )
}
