import { memo } from 'react'
import type { LogRow as Row } from '../../hooks/log-rows.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { spansOf } from './ansi.ts'

type LogRowProps = { row: Row; isTarget: boolean; wrap: boolean }

/** One line. Error output is marked by a word and a bar, lines of our own by their letters. */
export const LogRow = memo(function LogRow({ row, isTarget, wrap }: LogRowProps) {
  const { t, format } = useLanguage()
  const ground = isTarget ? 'bg-wait-soft' : 'hover:bg-off-soft'
  const bar = row.stream === 'err' ? 'border-bad-mark' : 'border-transparent'
  return (
    <div className={`flex min-w-full border-l-3 py-0.5 pr-3 ${bar} ${ground} ${wrap ? '' : 'w-max'}`}>
      <a
        href={`#L${row.seq}`}
        title={format.moment(row.time)}
        aria-label={t('log.line', { n: String(row.seq) })}
        className="numbers min-w-14 shrink-0 select-none pr-3 text-right text-muted hover:text-ink hover:underline"
      >
        {row.seq}
      </a>
      {row.stream === 'err' && (
        <span title={t('log.errTitle')} className="shrink-0 select-none pr-2 font-bold text-bad">
          {t('log.err')}
        </span>
      )}
      <span className={`foreign min-w-0 ${wrap ? 'whitespace-pre-wrap' : 'whitespace-pre'} ${letters(row)}`}>
        {spansOf(row.text).map((span, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in their order
          <span key={at} className={span.classes}>
            {span.text}
          </span>
        ))}
        {'\n'}
      </span>
    </div>
  )
})

const letters = ({ stream }: Row) => (stream === 'system' ? 'text-muted italic' : '')
