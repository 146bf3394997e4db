import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type UIEvent, useEffect, useRef, useState } from 'react'
import type { LogRow as Row } from '../../hooks/log-rows.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { LogRow } from './log-row.tsx'

const lineHeight = 24
/** This near to the end counts as at the end, in pixels. */
const nearEnd = 24

type LogViewProps = { rows: Row[]; wrap: boolean; target: number | null }

/** The rows in a scroll area, only those in sight in the page. It follows new ones while it stands at the end. */
export function LogView({ rows, wrap, target }: LogViewProps) {
  const { t } = useLanguage()
  const area = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => area.current,
    estimateSize: () => lineHeight,
    getItemKey: (at) => rows[at]?.seq ?? at,
    overscan: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
  })
  const { leftAt, onScroll } = useLeftEnd(rows)
  useOpening(rows, target, virtual)
  const unseen = leftAt === null ? 0 : rows.length - 1 - rows.findLastIndex((row) => row.seq <= leftAt)
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={area}
        role="log"
        aria-live="off"
        aria-label={t('log.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="h-full overflow-auto py-2 font-mono text-code [overflow-anchor:none]"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return row ? (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={`absolute top-0 left-0 min-w-full ${wrap ? 'w-full' : 'w-max'}`}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogRow
                  row={row}
                  wrap={wrap}
                  isTarget={target !== null && row.seq <= target && target <= row.last}
                />
              </div>
            ) : null
          })}
        </div>
      </div>
      {leftAt !== null && (
        <Button
          look="primary"
          className="absolute right-4 bottom-3 rounded-full! shadow-float"
          onClick={() => virtual.scrollToEnd()}
        >
          <ArrowDown aria-hidden className="size-4" />
          {unseen > 0 ? t('log.newLines', { n: unseen }) : t('log.toEnd')}
        </Button>
      )}
    </div>
  )
}

/** The number of the last row when the reader scrolled away from the end; null while at the end. */
function useLeftEnd(rows: Row[]) {
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const onScroll = ({ currentTarget: area }: UIEvent<HTMLElement>) => {
    const isAtEnd = area.scrollHeight - area.clientHeight - area.scrollTop <= nearEnd
    setLeftAt((before) => (isAtEnd ? null : (before ?? rows.at(-1)?.seq ?? null)))
  }
  return { leftAt, onScroll }
}

/** Opens at the end, or at the line that the address names once it is there. */
function useOpening(rows: Row[], target: number | null, virtual: Scroller) {
  const opened = useRef<number | 'end' | null>(null)
  useEffect(() => {
    return () => {
      opened.current = null
    }
  }, [])
  useEffect(() => {
    if (rows.length === 0) return
    const at = target === null ? -1 : rows.findIndex((row) => row.seq <= target && target <= row.last)
    if (at !== -1 && target !== opened.current) {
      opened.current = target
      virtual.scrollToIndex(at, { align: 'center' })
    } else if (opened.current === null) {
      opened.current = 'end'
      virtual.scrollToEnd()
    }
  }, [rows, target, virtual])
}

type Scroller = { scrollToEnd: () => void; scrollToIndex: (at: number, options: { align: 'center' }) => void }
