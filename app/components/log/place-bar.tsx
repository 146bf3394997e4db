import { ArrowUpToLine, ChevronUp } from 'lucide-react'
import type { FormEvent } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'

type PlaceBarProps = {
  from: number
  to: number
  all: number
  /** Lines come in that this part of the log does not show. */
  isStale: boolean
  loading: boolean
  loadEarlier: () => void
  go: (line: number) => void
}

/** Which part of a long log the page holds, and ways to others. */
export function PlaceBar({ from, to, all, isStale, loading, loadEarlier, go }: PlaceBarProps) {
  const { t } = useLanguage()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const line = Number(new FormData(event.currentTarget).get('line'))
    if (line >= 1) go(Math.floor(line))
    event.currentTarget.reset()
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 border-line border-b bg-sunken py-1 pr-2 pl-card">
      <p className="numbers min-w-0 py-1 text-caption text-muted">
        {t('log.range', { from, to, all })}
        {isStale && <span className="text-wait"> · {t('log.notLive')}</span>}
      </p>
      <div className="-ml-2.5 flex flex-1 flex-wrap items-center justify-end gap-1 sm:ml-0">
        <Button look="quiet" size="small" busy={loading} aria-disabled={from <= 1} onClick={loadEarlier}>
          <ChevronUp aria-hidden className="size-4" />
          {t('log.earlier')}
        </Button>
        <Button look="quiet" size="small" onClick={() => go(1)}>
          <ArrowUpToLine aria-hidden className="size-4" />
          {t('log.start')}
        </Button>
        <form onSubmit={submit}>
          <input
            name="line"
            inputMode="numeric"
            pattern="[0-9]*"
            autoComplete="off"
            aria-label={t('log.goto')}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            placeholder={t('log.goto')}
            className="numbers touchable h-8 w-26 rounded-control border border-edge bg-surface px-2.5 text-caption placeholder:text-muted"
          />
        </form>
      </div>
    </div>
  )
}
