import { useLanguage } from '../../i18n/provider.tsx'
import { Skeleton } from '../skeleton.tsx'

export function TaskSkeleton() {
  const { t } = useLanguage()
  return (
    <div aria-busy="true" className="space-y-5">
      <p className="sr-only">{t('taskPage.loading')}</p>
      <div className="space-y-2.5">
        <Skeleton className="h-5 w-16" />
        <Skeleton className="h-8 w-72 max-w-full" />
        <Skeleton className="h-5 w-96 max-w-full" />
        <Skeleton className="h-5 w-80 max-w-full" />
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        <Skeleton className="h-64 rounded-card" />
        <Skeleton className="h-96 rounded-card" />
      </div>
    </div>
  )
}
