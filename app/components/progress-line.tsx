import { type Estimate, estimate } from '../../lib/estimate.ts'
import type { Run, RunDetail } from '../../lib/resources.ts'
import { useNow } from '../hooks/use-now.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { ProgressBar } from './progress-bar.tsx'

type ProgressLineProps = { run: Run; usual: RunDetail['usual']; title: string }

/** The bar of a running run, and what it means in words. */
export function ProgressLine({ run, usual, title }: ProgressLineProps) {
  const { t } = useLanguage()
  const now = useNow(1000)
  const guess = estimate(run, usual, now)
  const words = useWords(run, guess)
  return (
    <div className="space-y-1.5">
      <ProgressBar
        label={t('progress.label', { task: title })}
        fraction={guess.fraction}
        estimated={guess.estimated}
        text={words.text}
      />
      <p className="numbers flex flex-wrap justify-between gap-x-4 text-caption text-muted">
        <bdi className="min-w-0">
          {words.start || t('progress.elapsed', { duration: words.elapsed(now) })}
        </bdi>
        <span>
          {guess.slow && <span className="font-medium text-wait">{t('progress.slow')}</span>}
          {guess.slow && words.end && ' · '}
          {words.end}
        </span>
      </p>
    </div>
  )
}

function useWords(run: Run, guess: Estimate) {
  const { t, format } = useLanguage()
  const { progress } = run
  const percent = guess.fraction !== null && !guess.estimated ? format.percent(guess.fraction) : null
  const amount = progress && amountOf(progress)
  const left =
    guess.leftMs === null || run.cancelRequestedAt
      ? null
      : t('progress.left', { duration: format.about(guess.leftMs) })
  const soon =
    guess.estimated && !run.cancelRequestedAt && !guess.slow && left === null ? t('progress.soon') : null
  const end = [left ?? soon, guess.estimated ? t('progress.estimate') : null]
  const start = [percent, amount, progress?.note]
  return {
    start: start.filter(Boolean).join(' · '),
    end: end.filter(Boolean).join(' · '),
    text: [percent, amount, left].filter(Boolean).join(', ') || undefined,
    elapsed: (now: number) =>
      format.duration(run.startedAt ? Math.max(0, now - Date.parse(run.startedAt)) : 0),
  }

  function amountOf({ done, total }: NonNullable<Run['progress']>) {
    if (total === null) return t('progress.doneOnly', { done: format.number(done) })
    if (total === 100) return null
    return t('progress.done', { done: format.number(done), total: format.number(total) })
  }
}
