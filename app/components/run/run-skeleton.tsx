import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { Skeleton } from '../skeleton.tsx'

export function RunSkeleton() {
  const { t } = useLanguage()
  return (
    <div aria-busy="true" className="space-y-5">
      <p className="sr-only">{t('run.loading')}</p>
      <div className="space-y-2.5">
        <Skeleton className="h-5 w-16" />
        <Skeleton className="h-8 w-72 max-w-full" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <Skeleton className="h-24 rounded-card" />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className={`${cardShape} min-h-80 p-card`}>
          <Skeleton className="h-6 w-24" />
        </div>
        <div className="space-y-5">
          <Skeleton className="h-44 rounded-card" />
          <Skeleton className="h-28 rounded-card" />
        </div>
      </div>
    </div>
  )
}
