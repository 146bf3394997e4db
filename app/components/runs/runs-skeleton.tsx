import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { Skeleton } from '../skeleton.tsx'

/** Rows of the height that they will have, as a table or as cards. */
export function RunsSkeleton() {
  const { t } = useLanguage()
  return (
    <div aria-busy="true" className={cardShape}>
      <p className="sr-only">{t('list.loading')}</p>
      <div className="h-10 rounded-t-card border-line border-b bg-sunken" />
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((each) => (
        <div
          key={each}
          className="flex min-h-31 flex-wrap content-center items-center gap-x-6 gap-y-2 border-line border-b px-card last:border-b-0 lg:min-h-15.5 lg:flex-nowrap"
        >
          <Skeleton className="h-6 w-28 rounded-full" />
          <div className="w-full space-y-1.5 lg:flex-1">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-4 w-64 max-w-full" />
          </div>
          <Skeleton className="hidden h-5 w-24 lg:block" />
          <Skeleton className="h-5 w-20" />
        </div>
      ))}
    </div>
  )
}
