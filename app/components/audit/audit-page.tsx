'use client'
import { ProblemError } from '../../hooks/http.ts'
import { useAudit } from '../../hooks/use-audit.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { cardShape } from '../card.tsx'
import { Skeleton } from '../skeleton.tsx'
import { Unreachable } from '../unreachable.tsx'
import { AuditRow } from './audit-row.tsx'

/** Who did what, when, and from which address. */
export function AuditPage() {
  const { t } = useLanguage()
  const { entries, error, reading, more } = useAudit()
  return (
    <div className="space-y-5">
      <header>
        <h1 className="font-semibold text-title">{t('audit.title')}</h1>
        <p className="mt-1 text-muted">{t('audit.lead')}</p>
      </header>
      {!entries && error !== undefined && (
        <Unreachable problem={error instanceof ProblemError ? error.problem : undefined} />
      )}
      {!entries && error === undefined && <Skeleton className="h-64" />}
      {entries?.length === 0 && <p className={`${cardShape} p-card text-muted`}>{t('audit.empty')}</p>}
      {entries && entries.length > 0 && (
        <ul className={`${cardShape} divide-y divide-line`}>
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {more && (
        <Button look="quiet" busy={reading} onClick={more}>
          {t('audit.more')}
        </Button>
      )}
    </div>
  )
}
