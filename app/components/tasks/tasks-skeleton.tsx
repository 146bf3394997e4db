import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { Skeleton } from '../skeleton.tsx'

export function TasksSkeleton() {
  const { t } = useLanguage()
  return (
    <div aria-busy="true" className="space-y-4">
      <p className="sr-only">{t('tasks.loading')}</p>
      {['first', 'second', 'third'].map((each) => (
        <div key={each} className={`${cardShape} space-y-4 p-card`}>
          <div className="flex items-start justify-between gap-4">
            <div className="w-full max-w-96 space-y-2.5">
              <Skeleton className="h-6 w-2/3" />
              <Skeleton className="h-5" />
            </div>
            <Skeleton className="h-control w-24 shrink-0" />
          </div>
          <Skeleton className="h-7 w-[13.5rem] max-w-full" />
        </div>
      ))}
    </div>
  )
}
