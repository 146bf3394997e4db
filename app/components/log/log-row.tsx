import { type MouseEvent, memo } from 'react'
import type { LogRow as Row } from '../../hooks/log-rows.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { spansOf } from './ansi.ts'
import { type LogLook, timeSince } from './log-look.ts'
import { markedSpans } from './marks.ts'

type LogRowProps = {
  row: Row
  look: LogLook
  /** It is in the chosen range. */
  isChosen: boolean
  /** It is the match that the search stands at. */
  isCurrent: boolean
  choose: (line: number, extend: boolean) => void
}

/** One line. Error output is marked by a word and a bar, lines of our own by their letters. */
export const LogRow = memo(function LogRow({ row, look, isChosen, isCurrent, choose }: LogRowProps) {
  const { t, format } = useLanguage()
  const ground = isCurrent ? 'bg-accent-soft' : isChosen ? 'bg-wait-soft' : 'hover:bg-off-soft'
  const bar = row.stream === 'err' ? 'border-bad-mark' : 'border-transparent'
  const press = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    choose(row.seq, event.shiftKey)
  }
  return (
    <div
      data-chosen={isChosen || undefined}
      data-current={isCurrent || undefined}
      className={`flex min-w-full border-l-3 py-0.5 pr-3 ${bar} ${ground} ${look.wrap ? '' : 'w-max'}`}
    >
      <a
        href={`#L${row.seq}`}
        title={format.moment(row.time)}
        aria-label={t('log.line', { n: String(row.seq) })}
        onClick={press}
        // A stop for each line would keep the Tab key in the log for ever; "Go to line" is for the keyboard.
        tabIndex={-1}
        // With Shift the browser would select all text up to here.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        style={{ minWidth: `${look.digits + 3}ch` }}
        className="numbers shrink-0 select-none pr-3 text-right text-muted hover:text-ink hover:underline"
      >
        {row.seq}
      </a>
      {look.times !== 'off' && (
        <time
          dateTime={row.time}
          title={format.moment(row.time)}
          className="numbers min-w-16 shrink-0 select-none pr-3 text-right text-muted"
        >
          {look.times === 'relative' ? timeSince(look.start, row.time) : format.time(row.time)}
        </time>
      )}
      {row.stream === 'err' && (
        <span title={t('log.errTitle')} className="shrink-0 select-none pr-2 font-bold text-bad">
          {t('log.err')}
        </span>
      )}
      <LineText row={row} look={look} isCurrent={isCurrent} />
    </div>
  )
})

function LineText({ row, look, isCurrent }: Pick<LogRowProps, 'row' | 'look' | 'isCurrent'>) {
  const letters = row.stream === 'system' ? 'text-muted italic' : ''
  const mark = `rounded-bar bg-wait-soft text-ink outline outline-wait-mark ${isCurrent ? 'outline-2 font-bold' : ''}`
  return (
    <span className={`foreign min-w-0 ${look.wrap ? 'whitespace-pre-wrap' : 'whitespace-pre'} ${letters}`}>
      {markedSpans(spansOf(row.text), look.pattern).map(({ text, classes, isMatch }, at) =>
        isMatch ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in their order
          <mark key={at} className={mark}>
            {text}
          </mark>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in their order
          <span key={at} className={classes}>
            {text}
          </span>
        ),
      )}
      {'\n'}
    </span>
  )
}
